// The board of an issue. Each move is one call, which writes the file; calls stand in line, so that each knows the state
// that the one before has left. A row is found again by its name, since its place may have changed by then.
import { call, refresh, say } from "./desk.js";

const find = document.querySelector("#find");
const dialog = document.querySelector("#section-dialog");
const facts = document.querySelector("#facts");
const view = document.querySelector("#view");
let opened = document.querySelector("#opened").dataset.opened;
let current = -1;
let line = Promise.resolve();

const file = document.querySelector("#opened").dataset.file;
const row = (name) => document.querySelector(`[data-row="${CSS.escape(name)}"]`);
const sectionOf = (element) => Number(element.closest("[data-section]").dataset.section);
const placeOf = (element) => ({ number: Number(element.dataset.number), position: Number(element.dataset.position) });

const clash = async (told) => {
  await refresh();
  say(told.said + "; the board shows it as it is now: do it again", { bad: true });
};

// Ask for a move when those before it are done. `given` is asked then; nothing is done where it gives null.
const ask = (name, given, then = () => {}) => {
  line = line.catch(() => {}).then(async () => {
    const values = given();
    if (!values) return;
    const told = await call(name, { file, opened, ...values }, clash);
    if (!told) return;
    opened = told.opened;
    await refresh();
    then();
  });
  return line;
};

// Which section new articles go to: the one that last had the focus.
const mark = () => {
  const sections = [...document.querySelectorAll("[data-section]")];
  if (current < 0 || current >= sections.length) current = sections.length - 1;
  for (const each of sections) {
    const here = Number(each.dataset.section) === current;
    each.querySelector(".here").hidden = !here;
    each.classList.toggle("current", here);
  }
};

// What stands beside a row that goes has the focus at once, so that the key can be pressed again.
const neighbour = (name) => {
  const rows = [...row(name).closest("section").querySelectorAll("[data-row]")];
  const at = rows.findIndex((each) => each.dataset.row === name);
  return (rows[at + 1] || rows[at - 1])?.dataset.row;
};

const named = (name, values) => () => {
  const element = row(name);
  return element && values(element);
};

const acts = {
  add: (name) => {
    const next = neighbour(name);
    const number = current;
    ask("issue-add", named(name, (at) => ({ article: at.dataset.path, number, position: -1 })));
    row(next)?.focus();
  },
  up: (name) => ask("issue-step", named(name, (at) => ({ ...placeOf(at), up: true }))),
  down: (name) => ask("issue-step", named(name, (at) => ({ ...placeOf(at), up: false }))),
  out: (name) => {
    const next = neighbour(name);
    ask("issue-out", named(name, placeOf));
    row(next)?.focus();
  },
  "section-up": (name) => step(name, true),
  "section-down": (name) => step(name, false),
  "section-name": (name) => askTitle("Rename the section", row(name).closest("[data-section]").dataset.title, (title) =>
    ask("section-name", named(name, (at) => ({ number: sectionOf(at), title })), () => row(name)?.focus())),
  "section-out": (name) => ask("section-out", named(name, (at) => ({ number: sectionOf(at) })), () => {
    current = Math.max(sectionNumber(name) - 1, 0);
    row(`section:${current}`)?.focus();
  }),
};

const sectionNumber = (name) => Number(name.split(":")[1]);

// A section that moves has another number then; nothing moves over the first or the last place.
const step = (name, up) => {
  const number = sectionNumber(name);
  const other = number + (up ? -1 : 1);
  if (other < 1 || !row(`section:${other}`)) return;
  ask("section-step", named(name, () => ({ number, up })), () => row(`section:${other}`)?.focus());
};

const askTitle = (words, title, then) => {
  dialog.querySelector("h2").textContent = words;
  const input = dialog.querySelector("input");
  input.value = title;
  dialog.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    then(input.value);
  };
  dialog.showModal();
  input.select();
};

dialog.querySelector("[value=close]").addEventListener("click", () => dialog.close());
document.querySelector("#new-section").addEventListener("click", () =>
  askTitle("New section", "", (title) => {
    const behind = current;
    ask("section-new", () => ({ number: behind, title }), () => row(`section:${behind + 1}`)?.focus());
  }),
);

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.do) acts[button.dataset.do](button.closest("[data-row]").dataset.row);
  if (button?.dataset.issue) ask(button.dataset.issue, () => ({}));
});

document.addEventListener("keydown", (event) => {
  const key = { ArrowUp: "[", ArrowDown: "]" }[event.key];
  const at = document.activeElement.closest("[data-row]");
  const button = event.altKey && key && at?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("focusin", (event) => {
  if (!event.target.closest("[data-section]")) return;
  current = sectionOf(event.target);
  mark();
});

document.addEventListener("renewed", (event) => {
  const part = event.target.dataset.part;
  if (part === "state") opened = document.querySelector("#opened").dataset.opened;
  if (part === "articles") mark();
  if (part === "facts") follow();
});

// Search. The address holds what is looked for, so that the list stays what it is when it is brought up to date.
let waits = 0;
find.addEventListener("input", () => {
  clearTimeout(waits);
  waits = setTimeout(() => {
    const words = find.value.trim();
    history.replaceState(null, "", "?" + new URLSearchParams(words ? { file, q: words } : { file }));
    refresh();
  }, 150);
});
find.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && !find.value) find.blur();
  if (event.key === "Enter") document.querySelector(".offer [data-row]")?.focus();
});

// The facts of the issue. A field is saved when it is left; one that nobody is typing in follows the file.
const follow = () => {
  for (const each of document.querySelectorAll('[data-part="facts"] data')) {
    const field = facts.elements[each.dataset.name];
    if (field.value === field.defaultValue) field.value = each.value;
    field.defaultValue = each.value;
  }
};
facts.addEventListener("change", ({ target }) => ask("issue-say", () => ({ key: target.name, value: target.value })));
facts.addEventListener("submit", (event) => event.preventDefault());
facts.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") event.target.value = event.target.defaultValue;
  if (event.key === "Escape" || (event.key === "Enter" && event.target.matches("input"))) event.target.blur();
});

view.addEventListener("click", () => {
  const mail = view.getAttribute("aria-pressed") !== "true";
  view.setAttribute("aria-pressed", String(mail));
  for (const each of document.querySelectorAll(".view")) each.hidden = (each.dataset.view === "mail") !== mail;
});

// Dragging does what the keys do.
let dragged = null;
const before = (event) => {
  const card = event.target.closest(".column [data-row^='in:']");
  const column = event.target.closest("[data-section]");
  if (!column) return null;
  if (!card) return { column, number: sectionOf(column), position: event.target.closest(".section") ? 0 : -1 };
  const box = card.getBoundingClientRect();
  const { number, position } = placeOf(card);
  return { column, card, number, position: position + (event.clientY > box.top + box.height / 2 ? 1 : 0) };
};
const unmark = () => document.querySelectorAll(".over, .under").forEach((each) => each.classList.remove("over", "under"));

document.addEventListener("dragstart", (event) => {
  const held = event.target.closest?.("[draggable=true]");
  dragged = held ? held.dataset.row : null;
  if (held) event.dataTransfer.setData("text/plain", held.querySelector(".name").textContent);
});
document.addEventListener("dragover", (event) => {
  const target = dragged && before(event);
  if (!target) return;
  event.preventDefault();
  unmark();
  const below = target.card && target.position > Number(target.card.dataset.position);
  (target.card || target.column).classList.add(below ? "under" : "over");
});
document.addEventListener("drop", (event) => {
  const target = dragged && before(event);
  if (!target) return;
  event.preventDefault();
  const name = dragged;
  const { number, position } = target;
  if (name.startsWith("free:")) ask("issue-add", named(name, (at) => ({ article: at.dataset.path, number, position })));
  else ask("issue-move", named(name, (at) => ({ ...placeOf(at), to: number, before: position })), () => row(name)?.focus());
});
document.addEventListener("dragend", () => {
  dragged = null;
  unmark();
});

mark();
