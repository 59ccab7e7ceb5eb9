// A chart's marks say what they hold: under the mouse, at a tap, and with the keyboard, where the
// arrow keys go from mark to mark. Without this file the browser shows their titles.
"use strict";

(() => {
  const charts = document.querySelectorAll("figure.chart[data-chart]");
  if (!charts.length) return;
  const note = document.createElement("div");
  note.id = "mark-note";
  note.hidden = true;
  note.setAttribute("aria-hidden", "true"); // a screen reader has it from the mark itself
  document.body.append(note);
  let shown = null;

  function hide() {
    shown?.classList.remove("pointed-at");
    shown = null;
    note.hidden = true;
  }

  function show(mark) {
    if (shown === mark) return;
    hide();
    shown = mark;
    mark.classList.add("pointed-at");
    const row = mark.dataset.mark;
    const named = mark.closest("svg").querySelector(`[data-mark="${row}"][aria-label]`);
    note.textContent = named.getAttribute("aria-label");
    note.hidden = false;
    const place = mark.getBoundingClientRect();
    const middle = place.left + place.width / 2 - note.offsetWidth / 2;
    const most = document.documentElement.clientWidth - note.offsetWidth - 8;
    const above = place.top - note.offsetHeight - 6;
    note.style.left = `${Math.max(8, Math.min(middle, most)) + scrollX}px`;
    note.style.top = `${(above < 0 ? place.bottom + 6 : above) + scrollY}px`;
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function move(event, drawing) {
    const marks = [...drawing.querySelectorAll("[data-mark][tabindex]")];
    const from = marks.indexOf(document.activeElement);
    if (from < 0) return;
    let to = { Home: 0, End: marks.length - 1 }[event.key];
    if (event.key in STEPS) to = (from + STEPS[event.key] + marks.length) % marks.length;
    if (to === undefined) return;
    event.preventDefault();
    marks[from].setAttribute("tabindex", "-1");
    marks[to].setAttribute("tabindex", "0");
    marks[to].focus();
  }

  function copying(label, text) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 1500);
    });
    return button;
  }

  for (const chart of charts) {
    for (const drawing of chart.querySelectorAll(".drawing svg")) {
      for (const title of drawing.querySelectorAll("[data-mark] > title")) title.remove();
      const at = (event) => event.target.closest?.("[data-mark]");
      drawing.addEventListener("pointerover", (event) => {
        const mark = at(event);
        if (mark) show(mark);
        else if (event.pointerType === "mouse") hide();
      });
      drawing.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
      drawing.addEventListener("click", (event) => at(event) && show(at(event)));
      drawing.addEventListener("focusin", (event) => at(event) && show(at(event)));
      drawing.addEventListener("focusout", hide);
      drawing.addEventListener("keydown", (event) => move(event, drawing));
    }
    const links = chart.querySelector(".chart-links");
    if (!links) continue;
    const here = () => `${location.href.split("#")[0]}#${chart.id}`;
    const code = links.querySelector("a[href$='-code']");
    code?.addEventListener("click", () => {
      document.getElementById(code.hash.slice(1)).open = true;
    });
    if (!navigator.clipboard) continue;
    const embedded = () => {
      const image = document.createElement("img");
      image.src = links.querySelector("a[href$='.svg']").href;
      image.alt = chart.querySelector(".drawing svg").getAttribute("aria-label");
      const link = document.createElement("a");
      link.href = here();
      link.append(image);
      return link.outerHTML;
    };
    const before = code || null;
    links.insertBefore(copying("Copy link", here), before);
    links.insertBefore(copying("Embed", embedded), before);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (shown && !event.target.closest?.("[data-mark]")) hide();
  });
})();
