// The theme takes the focus from its buttons when they are clicked, for the mouse's sake. Who pressed
// a key gets it back, else the next press would reach nothing.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const byKey = event.detail === 0;
  if (button && byKey && document.activeElement === document.body) button.focus();
});

// What the mouse opened closes with Esc, wherever the focus is.
document.addEventListener("keydown", (event) => {
  const open = document.querySelector(".dropdown-menu.show");
  if (event.key !== "Escape" || !open) return;
  const toggle = open.parentElement.querySelector(".dropdown-toggle");
  toggle.click();
  toggle.focus();
});
