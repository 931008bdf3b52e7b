// The problems: what is being looked for is asked again; what can be mended is shown before it is written.
import { call, refresh } from "./desk.js";

const PAUSE = 150; // milliseconds; the desk itself waits for half a second before it answers "looking"

const dialog = document.querySelector("#mend");
const changes = dialog.querySelector(".changes");
const doit = dialog.querySelector('[value="mend"]');
let files = [];

const element = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });

const show = (told) => {
  changes.replaceChildren();
  for (const each of told.files) {
    changes.append(element("h3", `${each.file}: ${each.places}`), element("pre", each.difference.join("\n") || "…", "difference"));
  }
  for (const each of told.left) changes.append(element("pre", each, "problem warning"));
  if (!told.files.length && !told.left.length) changes.append(element("p", "There is nothing to mend any more."));
  files = told.files.map((each) => each.file);
  doit.disabled = !files.length;
  dialog.showModal();
  (doit.disabled ? dialog.querySelector('[value=""]') : doit).focus();
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-mend]");
  if (!button) return;
  const told = await call("mend-look", { files: JSON.parse(button.dataset.mend) });
  if (told) show(told);
});

dialog.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  dialog.close();
  if (button.value === "mend" && (await call("mend", { files }))) await refresh();
});

let timer = 0;
const watch = () => {
  clearTimeout(timer);
  if (document.querySelector("[data-looking]")) timer = setTimeout(() => refresh().then(watch), PAUSE);
};
document.addEventListener("renewed", watch);
watch();
