// A new issue: asked for in a dialog; then the board of it is opened.
import { call } from "./desk.js";

const dialog = document.querySelector("#issue-dialog");
const form = dialog.querySelector("form");
const told = dialog.querySelector(".told");

document.querySelector("#new-issue").addEventListener("click", () => {
  told.textContent = "";
  dialog.showModal();
});
dialog.querySelector("[value=close]").addEventListener("click", () => dialog.close());
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const made = await call("issue-new", Object.fromEntries(new FormData(form)));
  if (made && made.address) location.href = made.address;
  else told.textContent = document.querySelector("#said p").textContent;
});
