// A page in a browser, the page as the server sent it, and as it sends it now -> the page in the browser, up to date.
// Only what differs between the two that were sent is touched: what a reader typed, opened, selected or scrolled to
// stays, and so does what a script has made of the page.
const update = (() => {
  const OWN = '#digest-live, script[src="/_live/live.js"]';
  // The nonce lets styles in whose hashes are not in the policy of the open page.
  const parsed = (text, nonce) => {
    const page = new DOMParser().parseFromString(text.replace(/<style\b/gi, `<style nonce="${nonce}"`), "text/html");
    const own = page.querySelector(OWN.split(", ")[1]);
    page.state = own ? own.dataset.site : "";
    page.querySelectorAll(OWN).forEach((each) => each.remove());
    return page;
  };

  // Scripts that ran cannot be taken back, and a policy cannot be changed for a page that is open.
  const isData = (script) => script.type && !/^(module|(text|application)\/(java|ecma)script)$/i.test(script.type);
  const scripts = (page) =>
    [...page.scripts].filter((each) => !isData(each)).map((each) => each.outerHTML).join("\n");
  const fits = (old, fresh) => old && scripts(old) === scripts(fresh);

  const imported = (node) => document.importNode(node, true);
  const alike = (one, other) => one.nodeName === other.nodeName && one.id === other.id;
  const isPolicy = (node) => node.nodeName === "META" && /content-security-policy/i.test(node.httpEquiv);

  const change = (live, old, fresh) => {
    if (old.isEqualNode(fresh) || isPolicy(fresh)) return;
    if (fresh.nodeName === "STYLE") return live.replaceWith(imported(fresh));
    if (!fresh.attributes) return (live.data = fresh.data);
    for (const { name } of [...old.attributes, ...fresh.attributes]) {
      const value = fresh.getAttribute(name);
      if (value === old.getAttribute(name)) continue;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
    }
    children(live, [...old.childNodes], [...fresh.childNodes]);
  };

  const children = (live, old, fresh) => {
    const there = [...live.childNodes].filter((each) => !each.matches || !each.matches(OWN));
    if (there.length !== old.length || there.some((each, place) => each.nodeName !== old[place].nodeName)) {
      live.replaceChildren(...fresh.map((each) => imported(each))); // a script has been at work here
      return;
    }
    let [start, oldEnd, freshEnd] = [0, old.length, fresh.length];
    while (start < Math.min(oldEnd, freshEnd) && old[start].isEqualNode(fresh[start])) start++;
    while (Math.min(oldEnd, freshEnd) > start && old[oldEnd - 1].isEqualNode(fresh[freshEnd - 1])) oldEnd--, freshEnd--;
    const after = oldEnd < old.length ? there[oldEnd] : there.length ? there[there.length - 1].nextSibling : null;
    let place = start;
    for (const node of fresh.slice(start, freshEnd)) {
      const found = old.slice(place, oldEnd).findIndex((each) => alike(each, node));
      if (found < 0) {
        live.insertBefore(imported(node), place < oldEnd ? there[place] : after);
        continue;
      }
      for (const passed of there.slice(place, place + found)) passed.remove();
      place += found + 1;
      change(there[place - 1], old[place - 1], node);
    }
    for (const passed of there.slice(place, oldEnd)) passed.remove();
  };

  const page = (old, fresh) => change(document.documentElement, old.documentElement, fresh.documentElement);
  return { parsed, fits, page };
})();
