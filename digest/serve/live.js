// The page's side of a preview: bring it up to date when the site has changed, show what is wrong while it is wrong.
// It listens only while the page is seen: a browser opens six connections to a host, and every tab would hold one.
(() => {
  const script = document.currentScript;
  const { listed } = script.dataset;
  const nonce = script.nonce;
  const host = document.getElementById("digest-live");
  const template = host.querySelector("template");
  if (template) host.attachShadow({ mode: "open" }).append(template.content); // browsers without declarative shadow trees
  const [strip, bar] = host.shadowRoot.querySelectorAll("div");
  let events = null;
  let shown = "";
  let site = script.dataset.site; // the state of the site that the page belongs to
  let wanted = site;
  let busy = false;
  let leaving = false;
  let sent = null; // the page as the server sent it

  const fetched = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.redirected || !/^text\/html/.test(answer.headers.get("content-type"))) throw new Error("not this page");
    return update.parsed(await answer.text(), nonce);
  };
  const remember = async () => {
    const page = await fetched();
    if (page.state === site) sent = page;
  };
  const reload = () => {
    leaving = true;
    location.reload();
  };
  const catchUp = async () => {
    const fresh = await fetched();
    if (leaving) return;
    if (!update.fits(sent, fresh)) return reload();
    update.page(sent, fresh);
    [sent, site] = [fresh, fresh.state];
    makeRoom();
  };
  const compare = async (event) => {
    wanted = event.data;
    if (busy || leaving) return;
    busy = true;
    const goal = wanted;
    try {
      if (wanted !== site) await remembered.then(catchUp);
    } catch {
      reload();
    }
    busy = false;
    if (wanted !== goal) compare({ data: wanted }); // it has changed again meanwhile
  };

  const makeRoom = () => {
    const height = strip.firstElementChild ? strip.firstElementChild.offsetHeight + "px" : "";
    document.documentElement.style.paddingTop = height;
  };
  const show = (event) => {
    const problems = JSON.parse(event.data);
    if (listed && listed !== problems.name) reload();
    if (!listed && shown !== problems.name) strip.innerHTML = problems.strip;
    if (!listed && bar.innerHTML !== problems.bar) bar.innerHTML = problems.bar;
    shown = problems.name;
    makeRoom();
  };
  const follow = (event) => {
    if (event.data === location.pathname) return;
    leaving = true;
    location.assign(event.data);
  };
  // Files whose addresses stay while their bytes change: sheets are exchanged, for all else the page is loaded again.
  const exchange = (event) => {
    const files = new Set(JSON.parse(event.data));
    const names = performance.getEntriesByType("resource").map((each) => new URL(each.name).pathname);
    if (names.some((name) => files.has(name) && !name.endsWith(".css"))) return reload();
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      if (!files.has(new URL(link.href).pathname)) continue;
      const next = link.cloneNode();
      next.addEventListener("load", () => link.remove());
      link.after(next);
    }
  };
  const ask = (event) => {
    const view = event.target.dataset && event.target.dataset.view;
    if (view) fetch(`/_live/view?show=${view}`, { method: "POST", headers: { "x-digest-preview": nonce } });
  };

  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource("/_live/events");
    events.addEventListener("open", () => remembered.then(() => (host.dataset.ready = "yes")));
    events.addEventListener("follow", follow);
    events.addEventListener("site", compare);
    events.addEventListener("reload", compare);
    events.addEventListener("files", exchange);
    events.addEventListener("problems", show);
    events.addEventListener("error", () => {
      if (events && events.readyState === EventSource.CLOSED) stop(), setTimeout(listen, 1000);
    });
  };
  const stop = () => {
    if (events) events.close();
    events = null;
  };

  const remembered = remember().catch(() => {}); // what cannot be remembered is loaded again
  addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  addEventListener("resize", makeRoom);
  host.shadowRoot.addEventListener("click", ask);
  makeRoom();
  listen();
})();
