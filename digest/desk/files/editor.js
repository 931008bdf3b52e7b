// The text of one file. It is saved only over the state that it began with; until then a copy lies in this browser.
import { call, refresh, say } from "./desk.js";

const field = document.querySelector("#text");
const state = document.querySelector("#state");
const dialog = document.querySelector("#clash");
const file = field.dataset.file;
const stored = "digest-text:" + location.host + ":" + file;
const base = { opened: field.dataset.opened, text: field.value };

export const dirty = () => field.value !== base.text;

const look = () => {
  state.textContent = dirty() ? "not saved" : "saved";
  if (dirty()) localStorage.setItem(stored, JSON.stringify({ opened: base.opened, text: field.value }));
  else localStorage.removeItem(stored);
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
  field.focus({ preventScroll: true });
  field.setSelectionRange(head, field.value.length - tail);
  const piece = text.slice(head, text.length - tail);
  if (!document.execCommand(piece ? "insertText" : "delete", false, piece)) field.setRangeText(piece, head, field.value.length - tail, "end");
  field.setSelectionRange(start, start);
  field.scrollTop = scroll;
  if (focused !== field) field.blur(), focused.focus({ preventScroll: true });
  look();
};

const took = (told) => {
  base.opened = told.opened;
  base.text = told.text;
  fill(told.text);
  look();
};

// Do something to the text, and save it with what was typed. Whatever the desk answers, no letter is lost.
export const act = async (name, given = {}) => {
  const typed = field.value;
  const told = await call(name, { file, opened: base.opened, text: typed, ...given }, clash);
  if (!told) return null;
  if (told.text !== undefined && field.value === typed) took(told);
  else if (told.text !== undefined) (base.opened = told.opened), (base.text = told.text), look();
  await refresh();
  return told;
};

const clash = (told) => {
  dialog.querySelector(".difference").textContent = told.difference.join("\n");
  dialog.showModal();
  const choose = async (event) => {
    const choice = event.target.closest("button")?.value;
    if (!choice) return;
    dialog.removeEventListener("click", choose);
    dialog.close();
    if (choice === "together") {
      const both = await call("together", { file, base: base.text, text: field.value });
      if (both) (base.opened = both.opened), (base.text = told.theirs.text), fill(both.text), look();
    } else if (choice === "mine") {
      base.opened = told.theirs.opened;
      await act("save");
    } else if (choice === "theirs") {
      if (await call("keep", { file, text: field.value })) took(told.theirs);
    }
    field.focus();
  };
  dialog.addEventListener("click", choose);
};

// The file was saved elsewhere: what was not touched here follows it; what was, stays, and is compared when it is saved.
const follow = (event) => {
  const fresh = event.target.dataset.part === "file" && event.target.firstElementChild;
  if (fresh && !dirty() && fresh.dataset.opened !== base.opened) took({ opened: fresh.dataset.opened, text: fresh.textContent });
};

const restore = () => {
  const kept = JSON.parse(localStorage.getItem(stored) || "null");
  if (!kept || kept.text === base.text) return;
  base.opened = kept.opened;
  fill(kept.text);
  say("What you had typed here and not saved was brought back.");
};

field.addEventListener("input", look);
document.addEventListener("renewed", follow);
document.querySelector("#save").addEventListener("click", () => act("save"));
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") event.preventDefault(), act("save");
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button.dataset.act, JSON.parse(button.dataset.given || "{}"));
});
addEventListener("beforeunload", (event) => dirty() && event.preventDefault());
restore();
look();
