// The front matter as a form. It shows what stands in the file; what is typed in it is saved when its field is left, or
// with Enter. A field in which somebody is typing is never touched.
import { later } from "./desk.js";
import { act } from "./editor.js";
import { keep, kept } from "./store.js";

const form = document.querySelector("#form");
const fields = form.querySelector("fieldset");
const shown = {}; // what the file says, by field
const saving = new Set();
const boxes = () => form.querySelectorAll("[data-field] :is(input, textarea)");
const nameOf = (box) => box.closest("[data-field]").dataset.field;
const isNames = (box) => box.closest("[data-field]").classList.contains("names");
const about = (box) => document.querySelector("#" + CSS.escape(box.getAttribute("aria-describedby")));

const FITS = { title: 60, summary: 160 }; // letters that a search result shows
const NONE = { title: "no headline yet", summary: "none: lists show how the text begins" };

const count = (box) => {
  const name = nameOf(box);
  if (!(name in FITS) || box.getAttribute("aria-invalid") === "true") return;
  const letters = [...box.value.trim()].length;
  const over = letters > FITS[name];
  about(box).textContent = letters
    ? `${letters} letters: ${over ? "a search result may cut it at" : "fits a search result, which shows"} ${FITS[name]}`
    : NONE[name];
  about(box).className = "about " + (over || !letters ? "warm" : "good");
};

const put = () => {
  const { locked, said } = JSON.parse(form.querySelector("[data-values]").dataset.values);
  fields.disabled = false;
  for (const box of boxes()) {
    const name = nameOf(box);
    box.disabled = locked.includes(name);
    box.title = box.disabled ? "change it in the text below" : "";
    if (isNames(box)) continue;
    const typing = box === document.activeElement || saving.has(name) || box.getAttribute("aria-invalid") === "true";
    if (!typing) box.value = said[name];
    shown[name] = said[name];
    count(box);
  }
  for (const each of [form, ...form.querySelectorAll("details")]) if (each.querySelector("[data-guess]")) each.open = true;
};

const told = (box, good) => {
  box.setAttribute("aria-invalid", String(!good));
  about(box).textContent = good ? "" : document.querySelector("#said p").textContent;
  about(box).className = good ? "about" : "about mark";
  count(box);
};

const commit = async (box) => {
  const name = nameOf(box);
  const value = box.value;
  const more = isNames(box) ? value.split(",").map((each) => each.trim()).filter(Boolean) : [];
  if (saving.has(name) || (isNames(box) ? !more.length : value === shown[name])) return;
  saving.add(name);
  const done = isNames(box) ? await act("names", { key: name, more, gone: [] }) : await act("field", { key: name, value });
  saving.delete(name);
  told(box, done);
  if (done && isNames(box) && box.value === value) box.value = "";
  else if (done && box.value === value) box.value = shown[name];
};

form.addEventListener("focusout", (event) => {
  const box = event.target.closest("[data-field] :is(input, textarea)");
  if (box) setTimeout(() => box !== document.activeElement && commit(box)); // the focus may be lent to the text only
});
form.addEventListener("input", (event) => {
  const box = event.target.closest("[data-field] :is(input, textarea)");
  if (box) box.removeAttribute("aria-invalid"), count(box);
});
form.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-field] :is(input, textarea)");
  if (!box || event.isComposing) return;
  const save = (event.ctrlKey || event.metaKey) && (event.key.toLowerCase() === "s" || event.code === "KeyS");
  if (event.key === "Escape") {
    if (isNames(box)) box.value = "";
    else box.value = shown[nameOf(box)];
    told(box, true);
    box.blur();
  } else if (event.key === "Enter" || (save && box.value !== (shown[nameOf(box)] ?? ""))) {
    event.preventDefault();
    event.stopPropagation();
    commit(box);
  }
});

// What is known already is offered from the first time that a field could show it.
form.addEventListener("focusin", async (event) => {
  if (!event.target.matches("input[list]") || form.dataset.known) return;
  form.dataset.known = "asked";
  const answer = await fetch("/_desk/known").catch(() => null);
  if (!answer?.ok) return void delete form.dataset.known;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  form.querySelector("#known").replaceChildren(...fresh.querySelectorAll("datalist"));
});

form.addEventListener("click", (event) => {
  if (event.target.closest("#guesses")) form.querySelector("[data-guess]")?.focus();
  if (event.target.closest("#suggest")) {
    const part = form.querySelector("[data-part=offers]");
    part.dataset.from = form.querySelector("#offers").dataset.later;
    later(part);
  }
});

// A large archive is read through only when that is asked for.
document.addEventListener("click", (event) => {
  const part = event.target.closest("#whole")?.closest("[data-part]");
  if (!part) return;
  part.dataset.from += "&whole=1";
  event.target.closest("#whole").disabled = true;
  later(part);
});

// The words that a guess rests on are shown in the seed beside it.
form.addEventListener("focusin", (event) => {
  const words = event.target.closest("[data-guess]")?.querySelector(".evidence").textContent ?? "";
  const quoted = [...words.matchAll(/[«“"]([^«»“”"]{3,})[»”"]/g)].map((match) => match[1]);
  for (const row of document.querySelectorAll("#seed [data-row]")) {
    row.classList.toggle("evidence", quoted.some((each) => row.textContent.includes(each)));
  }
  document.querySelector("#seed .evidence")?.scrollIntoView({ block: "nearest" });
});

// Whoever folds it finds it folded the next time; not while a guess waits in it.
const folded = "digest-form-folded";
form.open = kept(folded) !== "yes";
form.addEventListener("toggle", () => keep(folded, form.open ? "no" : "yes"));

document.addEventListener("renewed", (event) => event.target.dataset.part === "form-values" && put());
put();
