// What helps while a text is written: signs, links to other articles, the text as it will look, copies, other programs.
import { call, letter, say } from "./desk.js";
import { field, go, put } from "./editor.js";

const TYPED = 150; // milliseconds without a key before the text is set
const ASKED = 80; // and before an article is looked for

const file = field.dataset.file;
const later = (act, pause, timer = 0) => () => (clearTimeout(timer), (timer = setTimeout(act, pause)));
const fragment = async (address) => {
  const answer = await fetch(address).catch(() => null);
  if (!answer || !answer.ok) return null;
  return [...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes];
};

// Signs. One key leads to their row, the next one chooses; words that are marked are taken between two of a pair.

const signs = document.querySelector("#signs");
const row = [...signs.querySelectorAll("button")];

const around = (before, after) => {
  const [start, end] = [field.selectionStart, field.selectionEnd];
  put(before + field.value.slice(start, end) + after, start, end);
  field.setSelectionRange(start + before.length, end + before.length);
};

const insert = (button) => {
  const { sign, close, wrap } = button.dataset;
  const marked = field.selectionStart !== field.selectionEnd;
  if (wrap) around(wrap, wrap);
  else if (close && marked) around(sign, close);
  else put(sign, field.selectionStart, field.selectionEnd);
};

const stand = (button) => {
  for (const each of row) each.tabIndex = each === button ? 0 : -1;
  button.focus();
};

signs.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && button.id !== "link") insert(button);
});
signs.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = row.indexOf(document.activeElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: row.length - 1 }[event.key];
  const named = row.find((each) => each.dataset.sign && each.dataset.hotkey.endsWith(" " + event.key));
  if (event.key === "Escape") field.focus();
  else if (next !== undefined) stand(row[(next + row.length) % row.length]);
  else if (named) insert(named);
  else return;
  event.preventDefault();
});

field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") document.querySelector("main").focus({ preventScroll: true });
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const key = letter(event).toLowerCase();
  if (key === "b") around("**", "**");
  else if (key === "i") around("_", "_");
  else if (key === "k") ask();
  else if (key === "." || event.code === "Period") stand(row[0]);
  else return;
  event.preventDefault();
});

// Links to other articles.

const find = document.querySelector("#find");
const sought = document.querySelector("#find-words");
const list = document.querySelector("#found");
const count = find.querySelector("[role=status]");
let turn = 0;
let place = [0, 0]; // the cursor: a browser may forget it when the dialog goes
let picked = null;

const options = () => [...list.children].filter((each) => each.matches("[role=option]"));
const chosen = () => list.querySelector('[aria-selected="true"]');

const choose = (option) => {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  sought.setAttribute("aria-activedescendant", option ? option.id : "");
  if (option) option.scrollIntoView({ block: "nearest" });
};

const look = async () => {
  const mine = ++turn;
  const found = await fragment("/_desk/find?" + new URLSearchParams({ q: sought.value, file }));
  if (!found || mine !== turn) return;
  list.replaceChildren(...found);
  count.textContent = options().length ? "" : "Nothing has all of these words.";
  choose(options()[0]);
};

const ask = () => {
  place = [field.selectionStart, field.selectionEnd];
  const words = field.value.slice(...place);
  sought.value = words.length < 80 ? words : "";
  list.replaceChildren();
  find.showModal();
  sought.select();
  look();
};

const take = (option) => {
  picked = option;
  if (option) find.close();
};

find.addEventListener("close", () => {
  field.focus();
  field.setSelectionRange(...place);
  if (picked) put(`[${field.value.slice(...place) || picked.dataset.words}](${picked.dataset.link})`, ...place);
  picked = null;
});
document.querySelector("#link").addEventListener("click", ask);
sought.addEventListener("input", later(look, ASKED));
sought.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown") choose(all[Math.min(at + 1, all.length - 1)]);
  else if (event.key === "ArrowUp") choose(all[Math.max(at - 1, 0)]);
  else if (event.key === "Enter") take(chosen());
  else return;
  event.preventDefault();
});
list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

// The text as it will look, before it is saved.

const typed = document.querySelector("#typed");
const frame = typed.querySelector("iframe");
const wrong = typed.querySelector(".wrong");
const lever = document.querySelector("#as-typed");
let shown = null;

const line = (problem) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Line ${problem.line}` });
  button.addEventListener("click", () => go(problem.line));
  const told = Object.assign(document.createElement("pre"), { className: "problem " + problem.level, textContent: problem.text });
  return problem.line ? [told, button] : [told];
};

const show = async () => {
  const text = field.value;
  if (typed.hidden || text === shown) return;
  shown = text;
  const told = await call("typeset", { file, text });
  if (!told || text !== shown) return;
  wrong.replaceChildren(...told.problems.flatMap(line));
  if (!told.document) return;
  const place = frame.contentWindow ? frame.contentWindow.scrollY : 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
  frame.srcdoc = told.document;
};

lever.addEventListener("click", () => {
  typed.hidden = !typed.hidden;
  document.querySelector('[data-part="page"]').hidden = !typed.hidden;
  lever.setAttribute("aria-pressed", String(!typed.hidden));
  show();
});
field.addEventListener("input", later(show, TYPED));

// Copies, and other programs.

const copies = document.querySelector("#copies");
const listed = copies.querySelector(".listed");

document.querySelector("#copies-button").addEventListener("click", async () => {
  const found = await fragment("/_desk/copies?" + new URLSearchParams({ file }));
  if (!found) return say("The copies cannot be listed.", { bad: true });
  listed.replaceChildren(...found);
  copies.showModal();
});
listed.addEventListener("click", (event) => event.target.closest("[data-act]") && copies.close());
listed.addEventListener(
  "toggle",
  async (event) => {
    const { difference } = event.target.dataset;
    if (!event.target.open || event.target.children.length > 1) return;
    const found = await fragment(difference);
    if (found) event.target.append(...found);
  },
  true,
);

document.querySelector("#open-editor").addEventListener("click", () => {
  call("open-editor", { file, line: field.value.slice(0, field.selectionStart).split("\n").length });
});
