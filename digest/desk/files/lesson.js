// A lesson in a dialog: what it would change is shown first, and kept only after a yes.
import { call, refresh } from "./desk.js";

const dialog = document.querySelector("#lesson");
const told = document.querySelector("#lesson-told");
const keep = dialog && dialog.querySelector("button[value=keep]");
let after = "";

export const clear = () => {
  told.textContent = "";
  told.classList.remove("bad");
  keep.disabled = true;
};

// Show what something would teach, or take out: `name` is the call that tells it.
export const look = async (name, given) => {
  clear();
  told.textContent = "Looking through the seeds of this site…";
  const answer = await call(name, given, null, (sentence) => ((told.textContent = sentence), told.classList.add("bad")));
  if (!answer) return;
  told.textContent = answer.lines.join("\n");
  after = answer.after;
  keep.disabled = !after;
  if (after) keep.focus();
};

if (dialog) {
  dialog.addEventListener("click", async (event) => {
    const value = event.target.closest("button")?.value;
    if (value === "close") dialog.close();
    if (value !== "keep") return;
    dialog.close();
    if (await call("teach", { after })) await refresh();
  });
}
