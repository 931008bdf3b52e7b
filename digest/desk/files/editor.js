// The text of one file. It is saved only over the state that it began with; until then a copy lies in this browser.
import { call, letter, refresh, say } from "./desk.js";
import { keep, kept } from "./store.js";

export const field = document.querySelector("#text");
const state = document.querySelector("#state");
const dialog = document.querySelector("#clash");
const file = field.dataset.file;
const stored = "digest-text:" + location.host + ":" + file;
const base = { opened: field.dataset.opened, text: field.defaultValue }; // a browser may have put in what was typed before

export const dirty = () => field.value !== base.text;

const look = () => {
  const safe = keep(stored, dirty() ? JSON.stringify({ ...base, typed: field.value }) : null);
  state.textContent = dirty() ? (safe ? "not saved" : "not saved, and kept on this page only") : "saved";
};

// Put letters in the place of others, so that Ctrl+Z brings the old ones back. The field has the focus then.
export const put = (piece, start, end) => {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (!document.execCommand(piece ? "insertText" : "delete", false, piece)) field.setRangeText(piece, start, end, "end");
  look();
};

// Put another text into the field, so that Ctrl+Z brings the old one back, and the cursor stays in its line.
const fill = (text) => {
  if (text === field.value) return;
  const [start, scroll] = [field.selectionStart, field.scrollTop];
  let head = 0;
  while (head < text.length && text[head] === field.value[head]) head++;
  let tail = 0;
  const most = Math.min(text.length, field.value.length) - head;
  while (tail < most && text[text.length - 1 - tail] === field.value[field.value.length - 1 - tail]) tail++;
  const focused = document.activeElement;
  put(text.slice(head, text.length - tail), head, field.value.length - tail);
  field.setSelectionRange(start, start);
  field.scrollTop = scroll;
  if (focused !== field) field.blur(), focused.focus({ preventScroll: true });
};

// Put the cursor at the beginning of a line, and the line in the middle of the field. How far down it stands is read
// from a twin of the field that holds what comes before it: lines are as wide as they are.
export const go = (line) => {
  const at = field.value.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const twin = field.cloneNode();
  twin.removeAttribute("id");
  twin.className = "twin";
  twin.value = field.value.slice(0, at);
  field.parentNode.append(twin);
  twin.style.width = field.offsetWidth + "px";
  const top = twin.scrollHeight;
  twin.remove();
  field.focus({ preventScroll: true });
  if (field.getBoundingClientRect().top > innerHeight / 2) field.scrollIntoView();
  field.setSelectionRange(Math.min(at, field.value.length), Math.min(at, field.value.length));
  field.scrollTop = Math.max(0, top - field.clientHeight / 2);
};

// The line that a page was asked for: `#line=12` or `&line=12`.
const wanted = () => {
  const asked = (text) => Number(new URLSearchParams(text).get("line"));
  const line = asked(location.hash.slice(1)) || asked(location.search);
  if (Number.isInteger(line) && line > 0) go(line);
};

const took = (told) => {
  base.opened = told.opened;
  base.text = told.text;
  fill(told.text);
  look();
};

// Do something to the text, and save it with what was typed. Whatever the desk answers, no letter is lost. One thing is
// done after the other: each begins with the state that the one before has left.
let last = Promise.resolve();
export const act = (name, given = {}) => (last = last.catch(() => {}).then(() => done(name, given)));

const done = async (name, given) => {
  if (dialog.open) return null; // what stood in line behind a clash waits for the answer, and is asked for anew
  const typed = field.value;
  const told = await call(name, { file, opened: base.opened, text: typed, ...given }, clash);
  if (!told) return null;
  if (told.text !== undefined && field.value === typed) took(told);
  else if (told.text !== undefined) (base.opened = told.opened), (base.text = told.text), look();
  await refresh();
  return told;
};

const choices = {
  together: async (theirs) => {
    const both = await call("together", { file, base: base.text, text: field.value });
    if (both) (base.opened = both.opened), (base.text = theirs.text), fill(both.text), look();
  },
  mine: (theirs) => ((base.opened = theirs.opened), act("save")),
  theirs: async (theirs) => (await call("keep", { file, text: field.value })) && took(theirs),
};

const clash = (told) => {
  dialog.querySelector(".difference").textContent = told.difference.join("\n");
  dialog.returnValue = "";
  dialog.addEventListener("close", () => chosen(told.theirs), { once: true });
  dialog.showModal();
};

const chosen = async (theirs) => {
  await choices[dialog.returnValue]?.(theirs);
  field.focus();
};

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) dialog.close(button.value);
});

// The file was saved elsewhere: what was not touched here follows it; what was, stays, and is compared when it is saved.
const follow = (event) => {
  const fresh = event.target.dataset.part === "file" && event.target.firstElementChild;
  if (fresh && !dirty() && fresh.dataset.opened !== base.opened) took({ opened: fresh.dataset.opened, text: fresh.textContent });
};

// What was typed over an earlier state of the file is compared with the present one when it is saved.
const restore = () => {
  const { opened, text, typed } = JSON.parse(kept(stored) || "{}");
  if (typed === undefined || typed === base.text) return;
  Object.assign(base, { opened, text });
  fill(typed);
  say("What you had typed here and not saved was brought back.");
};

field.addEventListener("input", look);
document.addEventListener("renewed", follow);
document.querySelector("#save").addEventListener("click", () => act("save"));
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && letter(event).toLowerCase() === "s") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) act("save");
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button.dataset.act, JSON.parse(button.dataset.given || "{}"));
});
addEventListener("beforeunload", (event) => dirty() && event.preventDefault());
addEventListener("hashchange", wanted);
restore();
look();
wanted();
