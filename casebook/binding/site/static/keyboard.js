// The theme takes the focus from its buttons when they are clicked, for the mouse's sake. Who pressed
// a key gets it back, else the next press would reach nothing.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const byKey = event.detail === 0;
  if (button && byKey && document.activeElement === document.body) button.focus();
});
