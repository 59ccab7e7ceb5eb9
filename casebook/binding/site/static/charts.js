// A chart's marks say what they hold: under the mouse, at a tap, and with the keyboard, where the
// arrow keys go from mark to mark. Without this file the browser shows their titles.
"use strict";

(() => {
  const charts = document.querySelectorAll("figure.chart[data-chart]");
  if (!charts.length) return;
  const note = document.createElement("div");
  note.id = "mark-note";
  note.hidden = true;
  note.setAttribute("role", "group");
  note.setAttribute("aria-label", "This mark and its sources");
  (document.querySelector("main") ?? document.body).append(note);
  let shown = null;
  let leaving = 0;

  function hide() {
    clearTimeout(leaving);
    shown?.classList.remove("pointed-at");
    shown = null;
    note.hidden = true;
  }

  // The mouse may cross from a mark to its note.
  const leave = () => (leaving = setTimeout(hide, 300));

  // What a mark says, its sources as links to the list of all sources.
  function told(mark) {
    const label = mark.getAttribute("aria-label");
    const [says, rest] = label.split(" Source: ");
    const listed = [...mark.closest("figure").querySelectorAll(".chart-sources li a")];
    const sourced = mark.closest("figure").querySelector(`[data-mark="${mark.dataset.mark}"][data-sources]`);
    const links = (sourced?.dataset.sources.split(" ") ?? []).map((place) => listed[place]?.cloneNode(true));
    if (!rest || !links.length || links.includes(undefined)) return [label];
    const grade = rest.split(" Grade: ")[1];
    return [
      `${says} Source: `,
      ...links.flatMap((link, at) => (at ? ["; ", link] : [link])),
      grade ? `. Grade: ${grade}` : ".",
    ];
  }

  function show(mark) {
    clearTimeout(leaving);
    if (shown === mark) return;
    hide();
    shown = mark;
    mark.classList.add("pointed-at");
    const row = mark.dataset.mark;
    const named = mark.closest("svg").querySelector(`[data-mark="${row}"][aria-label]`);
    note.replaceChildren(...told(named));
    note.hidden = false;
    const place = mark.getBoundingClientRect();
    const middle = place.left + place.width / 2 - note.offsetWidth / 2;
    const most = document.documentElement.clientWidth - note.offsetWidth - 8;
    const above = place.top - note.offsetHeight - 6;
    const origin = (note.offsetParent ?? document.body).getBoundingClientRect();
    note.style.left = `${Math.max(8, Math.min(middle, most)) - origin.left}px`;
    note.style.top = `${(above < 0 ? place.bottom + 6 : above) - origin.top}px`;
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function move(event, drawing) {
    const marks = [...drawing.querySelectorAll("[data-mark][tabindex]")];
    const from = marks.indexOf(document.activeElement);
    if (from < 0) return;
    if (event.key === "Enter") return note.querySelector("a")?.focus();
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
        else if (event.pointerType === "mouse") leave();
      });
      drawing.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
      drawing.addEventListener("click", (event) => at(event) && show(at(event)));
      drawing.addEventListener("focusin", (event) => at(event) && show(at(event)));
      drawing.addEventListener("focusout", (event) => !note.contains(event.relatedTarget) && hide());
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
    if (shown && !event.target.closest?.("[data-mark], #mark-note")) hide();
  });
  note.addEventListener("pointerenter", () => clearTimeout(leaving));
  note.addEventListener("pointerleave", leave);
  // Enter leads from a mark to its sources, Escape and the last Tab back: the note stands last in the page.
  note.addEventListener("keydown", (event) => {
    const links = [...note.querySelectorAll("a")];
    const last = document.activeElement === links.at(event.shiftKey ? 0 : -1);
    if (event.key !== "Escape" && !(event.key === "Tab" && last)) return;
    if (event.key === "Tab" && event.shiftKey) event.preventDefault();
    const svg = shown.closest("svg");
    (svg.querySelector(`[data-mark="${shown.dataset.mark}"][tabindex]`) ?? svg).focus();
  });
})();
