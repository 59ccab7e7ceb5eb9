// Light or dark as the reader chose. The page waits for this before it shows: nothing flashes.
"use strict";

document.documentElement.dataset.mode = "auto";
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";
try {
  const mode = localStorage.getItem("mode");
  if (mode) document.documentElement.dataset.mode = mode;
  if (mode === "light" || mode === "dark") document.documentElement.dataset.theme = mode;
} catch {
  // No storage, as for some readers under file://: the system's choice stands.
}
