// The page of rules: one is taken out after a look at what that changes.
import { look } from "./lesson.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-rule]");
  if (!button) return;
  document.querySelector("#lesson").showModal();
  look("unlearn", { rule: button.dataset.rule });
});
