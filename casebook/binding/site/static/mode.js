// Light or dark, with code or without, as the reader chose. The page waits for this before it shows: nothing flashes.
"use strict";

document.documentElement.dataset.mode = "auto";
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";
try {
  const mode = localStorage.getItem("mode");
  if (mode) document.documentElement.dataset.mode = mode;
  if (mode === "light" || mode === "dark") document.documentElement.dataset.theme = mode;
  if (localStorage.getItem("code") === "on") document.documentElement.dataset.code = "on";
} catch {
  // No storage, as for some readers under file://: the system's choice stands.
}

// The fonts that every page shows at once are asked for before the stylesheet names them. A page
// opened from a folder may not ask ahead.
if (location.protocol.startsWith("http")) {
  for (const name of ["serif", "sans", "sans-bold"]) {
    const link = document.createElement("link");
    const href = new URL(`fonts/${name}.woff2`, document.currentScript.src).href;
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
    document.head.append(link);
  }
}

// The script of all pages comes when the page has been drawn, and so holds nothing up. Cards stay
// closed until it is there (claims.css): nothing moves. The live edition has scripts of its own.
{
  const { then } = document.currentScript.dataset;
  const complete = () => {
    const script = document.createElement("script");
    script.onload = script.onerror = () => { document.documentElement.dataset.ready = ""; };
    script.src = then;
    document.head.append(script);
  };
  if (then) addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(complete)));
}
