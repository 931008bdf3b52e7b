// What every page of the desk has in common: calls, what is said of them, keys, and parts that are brought up to date.
// Any button says in its attributes what it calls and which key presses it; so pages need hardly any script of their own.

import { keep, kept } from "./store.js";

let token = document.body.dataset.token;
const said = document.querySelector("#said");
const [words, undo] = said.children;
const help = document.querySelector("#help");
const letters = document.querySelector("#letters");

export const say = (sentence, { bad = false, back = null } = {}) => {
  said.classList.toggle("bad", bad);
  words.textContent = sentence;
  undo.hidden = !back;
  undo.dataset.call = back ? back.call : "";
  undo.dataset.given = back ? JSON.stringify(back.given) : "";
};

const failed = (sentence) => say(sentence, { bad: true });

const asked = (name, given) =>
  fetch("/_desk/call/" + name, {
    method: "POST",
    headers: { "content-type": "application/json", "x-digest-token": token },
    body: JSON.stringify(given),
  }).catch(() => null);

// A preview that was started again has another token, which its pages tell. Whether there is another one now.
const anew = async () => {
  const [old, fresh] = [token, await fetched(location.href)];
  token = fresh?.body.dataset.token || old;
  return token !== old;
};

// Ask the desk to do something. What it answers is told; `null` where it could not be done, unless `clash` wants to know.
// `fail` tells why it could not be.
export const call = async (name, given, clash = null, fail = failed) => {
  let answer = await asked(name, given);
  if (answer?.status === 403 && (await anew())) answer = await asked(name, given);
  if (!answer) {
    fail("The preview does not answer. Is it still running? What you typed is kept on this page.");
    return null;
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) {
    if (told.said) say(told.said, { back: told.undo });
    return told;
  }
  if (answer.status === 409 && clash && told.theirs) clash(told);
  else fail(told.said || "That could not be done.");
  return null;
};

// Bring the parts of this page up to date that have changed on the server. What has the focus keeps it, or hands it on.
const fetched = async (address) => {
  const answer = await fetch(address).catch(() => null);
  const text = answer && answer.ok ? await answer.text().catch(() => null) : null;
  return text === null ? null : new DOMParser().parseFromString(text, "text/html");
};

const html = new WeakMap(); // what the server last said of each part: its keys are told in it since
for (const part of document.querySelectorAll("[data-part]")) html.set(part, part.innerHTML);

const renew = (parts, fresh) => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = document.activeElement;
  const [held, around] = [at.closest("[data-row]"), at.closest("[data-part]")];
  for (const part of parts) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!other || html.get(part) === other.innerHTML) continue;
    html.set(part, other.innerHTML);
    part.replaceChildren(...other.childNodes);
    part.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
  }
  if (held && !held.isConnected) {
    const all = [...document.querySelectorAll("[data-row]")];
    const same = all.find((row) => row.dataset.row === held.dataset.row);
    (same || all[Math.min(rows.indexOf(held), all.length - 1)] || document.querySelector("main")).focus();
  } else if (!at.isConnected) (around?.querySelector("button, a, input") || document.querySelector("main")).focus();
  tellKeys();
};

// A part that another address tells of (`data-from`) comes when it comes; nothing waits for it.
export const later = async (part) => {
  if (part.dataset.busy) return void (part.dataset.busy = "again");
  part.dataset.busy = "yes";
  const fresh = await fetched(part.dataset.from);
  const again = part.dataset.busy === "again";
  delete part.dataset.busy;
  if (fresh) renew([part], fresh);
  if (again) later(part);
};

export const refresh = async () => {
  const fresh = await fetched(location.href);
  if (!fresh) return;
  renew(document.querySelectorAll("[data-part]:not([data-from])"), fresh);
  document.querySelectorAll("[data-from]").forEach(later);
};

const press = async (button) => {
  if (button.disabled) return;
  button.disabled = true;
  const told = await call(button.dataset.call, JSON.parse(button.dataset.given || "{}"));
  button.disabled = false;
  if (!told) return;
  if (button.dataset.then === "open" && told.address) location.href = told.address;
  else await refresh();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-call]");
  if (button && button.dataset.call) press(button);
});

// Keys. Letters act on the row that has the focus, or on the page; never in a field, and never with Ctrl, Alt or Meta.

const keysOf = (element) => (element.dataset.key || "").split(" ").filter(Boolean);
const isField = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const visible = (element) => !element.hidden && element.getClientRects().length > 0;

const found = (key, row) => {
  const own = row ? [...row.querySelectorAll("[data-key]")] : [];
  const others = [...document.querySelectorAll("[data-key]")].filter((each) => !each.closest("[data-row]"));
  return [...own, ...others].find((each) => keysOf(each).includes(key) && visible(each));
};

export const step = (by) => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement.closest("[data-row]"));
  let next = at < 0 && by < 0 ? rows.length - 1 : at + by;
  while (rows[next] && !visible(rows[next])) next += by;
  rows[next]?.focus();
};

// The letter of a key as a Latin keyboard has it: an editor who types in Russian presses the same keys.
export const letter = ({ key, code, shiftKey }) => {
  if (!/^Key[A-Z]$/.test(code) || !/^[^\x00-\x7f]$/.test(key)) return key;
  return shiftKey ? code[3] : code[3].toLowerCase();
};

let going = false;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = document.activeElement;
  if (isField(at) || document.querySelector("dialog[open]")) return;
  const key = letter(event);
  const single = key.length === 1;
  if (single && !letters.checked) return;
  if (key === "Enter" && !at.matches("[data-row]")) return;
  const row = at.closest("[data-row]");
  let target = null;
  if (going) target = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  going = !going && key === "g";
  if (!target && key === "j") step(1);
  else if (!target && key === "k") step(-1);
  else target = target || found(key, row);
  if (target) target.click();
  if (target || ["j", "k", "g"].includes(key)) event.preventDefault();
});

const shown = (key) => (key === "Enter" ? "⏎" : key);

// Say the key of each button, where people see it and where screen readers do.
const tellKeys = () => {
  for (const each of document.querySelectorAll("[data-key]")) {
    each.setAttribute("aria-keyshortcuts", keysOf(each).join(" "));
    if (each.matches("button") && !each.querySelector("kbd")) {
      const sign = document.createElement("kbd");
      sign.textContent = shown(keysOf(each)[0]);
      sign.setAttribute("aria-hidden", "true");
      each.append(sign);
    }
  }
};

const listKeys = () => {
  const known = new Map([["j / k", "next / previous row"]]);
  for (const each of document.querySelectorAll("[data-go]")) known.set("g " + each.dataset.go, "go to " + each.textContent);
  for (const each of document.querySelectorAll("[data-key]")) {
    const name = each.dataset.says || [...each.childNodes].filter((one) => one.nodeName !== "KBD").map((one) => one.textContent).join("");
    const row = each.closest("[data-row]");
    known.set(keysOf(each).map(shown).join(" or "), row && each.matches("a") ? "open" : name.trim());
  }
  for (const each of document.querySelectorAll("[data-hotkey]")) known.set(each.dataset.hotkey, each.dataset.says);
  const list = help.querySelector("dl");
  list.replaceChildren();
  for (const [key, name] of known) {
    list.append(document.createElement("dt"), document.createElement("dd"));
    list.children[list.children.length - 2].append(Object.assign(document.createElement("kbd"), { textContent: key }));
    list.lastElementChild.textContent = name;
  }
};

letters.checked = kept("digest-letters") !== "off";
letters.addEventListener("change", () => keep("digest-letters", letters.checked ? "on" : "off"));
document.querySelector("#help-button").addEventListener("click", () => (listKeys(), help.showModal()));
tellKeys();
document.querySelectorAll("[data-from]").forEach(later);

// The desk follows what happens elsewhere: in the editor's other program, or in another window. It listens only while the
// page is seen: a browser opens six connections to a host, and every tab would hold one.
let events = null;
const listen = () => {
  if (events || document.hidden) return;
  events = new EventSource("/_live/events");
  events.addEventListener("reload", refresh);
  events.addEventListener("problems", refresh);
  events.addEventListener("error", () => {
    if (events?.readyState === EventSource.CLOSED) stop(), setTimeout(listen, 1000);
  });
};
const stop = () => {
  events?.close();
  events = null;
};
addEventListener("pagehide", stop);
addEventListener("pageshow", (event) => (listen(), event.persisted && refresh()));
addEventListener("visibilitychange", () => (document.hidden ? stop() : (listen(), refresh())));
listen();
