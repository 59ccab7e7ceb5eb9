// A citation shows its source, a claim's number what is said of the claim: under the mouse, with the
// keyboard's focus, and at a first tap; a second tap, or Enter, follows the link.
// Without this file the browser shows a source as a tooltip, and the links lead to list and card.
"use strict";

(() => {
  // Asked at each event and not once: a script may draw links later.
  const LINKS = ".bd-article a[href*='#claim-'], .bd-article a[data-source]";
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const note = document.createElement("div");
  note.id = "reference-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  let shown = null;
  let leaving = 0;
  let loading = null;
  let touched = null; // the link that a finger went down on, if it did not show its note yet
  let inside = false; // whether the last press was on the note, which takes the link's focus

  // All claims of the site are one file, asked for when a reader first points at one.
  function claimData() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${folder}claim_data.js`;
      script.addEventListener("load", () => resolve(window.claimData));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return loading;
  }

  function line(className, text) {
    const element = document.createElement("p");
    element.className = className;
    element.textContent = text;
    return element;
  }

  function tellClaim(told, link) {
    const verdict = told.verdict.replaceAll(" ", "-");
    const chip = line(`chip verdict-${verdict}`, told.verdict);
    if (told.confidence) {
      chip.classList.add(`confidence-${told.confidence}`);
      const sure = document.createElement("span");
      sure.className = "sure";
      sure.textContent = `, confidence ${told.confidence}`;
      chip.append(sure);
    }
    const open = document.createElement("a");
    open.href = link.getAttribute("href");
    open.tabIndex = -1; // the link itself leads there by keyboard
    open.textContent = `Open ${told.id}`;
    const here = link.dataset.here && line("note-why", `As you chose: ${link.dataset.here}. In the book:`);
    return [line("note-quote", told.says), ...(here ? [here] : []), chip, line("note-why", told.why), open];
  }

  function place(link) {
    const at = link.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - note.offsetWidth - 8);
    const above = at.bottom + note.offsetHeight + 8 > innerHeight;
    const top = above ? at.top - note.offsetHeight - 4 : at.bottom + 4;
    const origin = (note.offsetParent ?? document.body).getBoundingClientRect();
    note.style.left = `${Math.max(8, left) - origin.left}px`;
    note.style.top = `${top - origin.top}px`;
  }

  async function show(link) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    shown = link;
    if (link.dataset.source === undefined) {
      const told = (await claimData())?.[link.getAttribute("href").split("#")[1]];
      if (shown !== link || !told) return;
      note.replaceChildren(...tellClaim(told, link));
    } else {
      note.textContent = link.dataset.source;
    }
    note.hidden = false;
    link.setAttribute("aria-describedby", note.id);
    place(link);
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    note.hidden = true;
  }

  // The mouse may cross from the link to the note, to read or to copy.
  const leave = () => (leaving = setTimeout(hide, 300));

  const linkOf = (event) => event.target.closest?.(LINKS);
  const byMouse = (event) => event.pointerType === "mouse";

  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (link && byMouse(event)) show(link);
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event);
    if (link && byMouse(event) && !link.contains(event.relatedTarget)) leave();
  });
  document.addEventListener("focusin", (event) => linkOf(event) && show(linkOf(event)));
  document.addEventListener("focusout", (event) => linkOf(event) && !inside && hide());
  addEventListener(
    "pointerdown",
    (event) => {
      const link = linkOf(event);
      touched = link && !byMouse(event) && shown !== link ? link : null;
      inside = note.contains(event.target);
      if (shown && !shown.contains(event.target) && !inside) hide();
    },
    true, // before the link loses the focus
  );
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || link !== touched) return;
    touched = null;
    event.preventDefault(); // the first tap shows the note, the next one goes to it
    show(link);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  note.addEventListener("pointerenter", () => clearTimeout(leaving));
  note.addEventListener("pointerleave", leave);

  for (const link of document.querySelectorAll(".bd-article a.reference.internal[title][href*='#']")) {
    link.dataset.source = link.title;
    link.removeAttribute("title");
  }
  // Else the browser shows a second note on a link of a drawing.
  for (const title of document.querySelectorAll(".bd-article svg a[href*='#claim-'] title")) {
    title.remove();
  }
  (document.querySelector("main") ?? document.body).append(note);
})();
