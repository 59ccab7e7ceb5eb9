// A citation shows its source: under the mouse, with the keyboard's focus, and at a first tap.
// Without this file the browser shows the source as a tooltip, and the link leads to the list.
"use strict";

(() => {
  const links = document.querySelectorAll(".bd-article a.reference.internal[title][href*='#']");
  if (!links.length) return;
  const note = document.createElement("div");
  note.id = "citation-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.body.append(note);
  let shown = null;
  let leaving = 0;

  function show(link) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    shown = link;
    note.textContent = link.dataset.source;
    note.hidden = false;
    link.setAttribute("aria-describedby", note.id);
    const place = link.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - note.offsetWidth - 8);
    const above = place.bottom + note.offsetHeight + 8 > innerHeight;
    const top = above ? place.top - note.offsetHeight - 4 : place.bottom + 4;
    note.style.left = `${Math.max(8, left) + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    note.hidden = true;
  }

  // The mouse may cross from the citation to the note, to read or to copy.
  const leave = () => (leaving = setTimeout(hide, 300));

  for (const link of links) {
    link.dataset.source = link.title;
    link.removeAttribute("title");
    let touched = false;
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(link));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    link.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse" && shown !== link;
    });
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("click", (event) => {
      if (!touched) return;
      touched = false;
      event.preventDefault(); // the first tap shows the source, the next one goes to it
      show(link);
    });
  }
  note.addEventListener("pointerenter", () => clearTimeout(leaving));
  note.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (shown && !shown.contains(event.target) && !note.contains(event.target)) hide();
  });
})();
