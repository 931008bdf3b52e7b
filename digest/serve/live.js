// The page's side of a preview: reload when the site has changed, show what is wrong while it is wrong.
// It listens only while the page is seen: a browser opens six connections to a host, and every tab would hold one.
(() => {
  const { site, listed } = document.currentScript.dataset;
  const host = document.getElementById("digest-live");
  const template = host.querySelector("template");
  if (template) host.attachShadow({ mode: "open" }).append(template.content); // browsers without declarative shadow trees
  const strip = host.shadowRoot.querySelector("div");
  let events = null;
  let shown = "";

  const makeRoom = () => {
    const height = strip.firstElementChild ? strip.firstElementChild.offsetHeight + "px" : "";
    document.documentElement.style.paddingTop = height;
  };
  const show = (event) => {
    const problems = JSON.parse(event.data);
    if (listed && listed !== problems.name) location.reload();
    if (!listed && shown !== problems.name) strip.innerHTML = problems.strip;
    shown = problems.name;
    makeRoom();
  };
  const compare = (event) => {
    if (event.data !== site) location.reload();
  };
  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource("/_live/events");
    events.addEventListener("site", compare);
    events.addEventListener("reload", compare);
    events.addEventListener("problems", show);
    events.addEventListener("error", () => {
      if (events && events.readyState === EventSource.CLOSED) stop(), setTimeout(listen, 1000);
    });
  };
  const stop = () => {
    if (events) events.close();
    events = null;
  };

  addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  addEventListener("resize", makeRoom);
  makeRoom();
  listen();
})();
