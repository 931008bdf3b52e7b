// The lines of a seed: which of them are shown, marked and meant, and a rule for the site made of them.
import { clear, look } from "./lesson.js";

const pane = document.querySelector("#seed");
const list = pane && pane.querySelector(".lines");
const dialog = document.querySelector("#lesson");
const marked = new Set();
let current = "";

const rowOf = (number) => list.querySelector(`[data-line="${number}"]`);
const meant = () => (marked.size ? [...marked] : current ? [current] : []).filter(rowOf);

const verb = (numbers) => {
  const kept = numbers.filter((number) => rowOf(number).classList.contains("kept")).length;
  const what = numbers.length > 1 ? ` ${numbers.length} lines` : ` line ${numbers[0]}`;
  return (kept === numbers.length ? "Drop" : kept ? "Turn over" : "Restore") + what;
};

// Say what the buttons would do now.
const tell = () => {
  const numbers = meant();
  const choose = document.querySelector("#choose");
  if (choose) {
    choose.disabled = !numbers.length;
    choose.dataset.given = JSON.stringify({ lines: numbers });
    choose.firstElementChild.textContent = numbers.length ? verb(numbers) : "Restore or drop";
  }
  document.querySelector("#teach").disabled = !numbers.length;
  document.querySelector("#mark").disabled = !current;
  document.querySelector("#unmark").hidden = !marked.size;
};

const count = () => {
  for (const button of document.querySelectorAll("#views button")) {
    const rows = button.value === "all" ? list.children : list.getElementsByClassName(button.value);
    button.lastElementChild.textContent = rows.length;
  }
};

const dress = () => {
  for (const row of list.querySelectorAll(".at, .marked")) row.classList.remove("at", "marked");
  for (const number of marked) rowOf(number)?.classList.add("marked");
  if (current) rowOf(current)?.classList.add("at");
  tell();
};

const arrive = (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  current = row.dataset.line || "";
  document.querySelector("#reason").textContent = `Line ${row.querySelector("b").textContent}, ${row.querySelector("i").textContent} — ${row.title}`;
  dress();
};

const mark = () => {
  if (!current) return;
  if (!marked.delete(current)) marked.add(current);
  dress();
};

const show = (view) => {
  list.dataset.show = view;
  for (const button of document.querySelectorAll("#views button")) button.setAttribute("aria-pressed", String(button.value === view));
};

const views = (event) => {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const own = event.target.closest("button");
  const at = buttons.findIndex((button) => button.getAttribute("aria-pressed") === "true");
  show((own || buttons[(at + 1) % buttons.length]).value);
};

// A rule

const given = () => ({
  seed: pane.dataset.seed,
  lines: meant(),
  key: dialog.querySelector("#lesson-key").value,
  source: dialog.querySelector("#lesson-source").value,
});

const open = () => {
  const numbers = meant();
  const few = numbers.slice(0, 3).map((number) => `${number}: ${rowOf(number).querySelector("span").textContent.slice(0, 90)}`);
  dialog.querySelector("#lesson-lines").textContent = few.join(" / ") + (numbers.length > 3 ? ` and ${numbers.length - 3} more` : "");
  dialog.querySelector("#lesson-key").value = rowOf(numbers[0]).dataset.rule;
  clear();
  dialog.showModal();
  dialog.querySelector("#lesson-key").focus();
};

if (list) {
  list.addEventListener("focusin", arrive);
  document.addEventListener("renewed", (event) => event.target === list && (count(), dress()));
  document.querySelector("#mark").addEventListener("click", mark);
  document.querySelector("#unmark").addEventListener("click", () => (marked.clear(), dress()));
  document.querySelector("#views").addEventListener("click", views);
  document.querySelector("#teach").addEventListener("click", open);
  dialog.querySelector("button[value=look]").addEventListener("click", () => look("lesson", given()));
  dialog.querySelector(".choices").addEventListener("input", clear);
  dialog.querySelector(".choices").addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && look("lesson", given()));
  show("all");
  count();
}
