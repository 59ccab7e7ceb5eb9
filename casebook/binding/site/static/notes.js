// A citation shows its source, a claim's number what is said of the claim: under the mouse, with the
// keyboard's focus, and at a first tap; a second tap, or Enter, follows the link.
// Without this file the browser shows a source as a tooltip, and the links lead to list and card.
"use strict";

(() => {
  const claims = [...document.querySelectorAll(".bd-article a[href*='#claim-']")];
  const citations = document.querySelectorAll(".bd-article a.reference.internal[title][href*='#']");
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const note = document.createElement("div");
  note.id = "reference-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  let shown = null;
  let leaving = 0;
  let loading = null;
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
    const chip = line(`chip verdict-${verdict} confidence-${told.confidence}`, told.verdict);
    const sure = document.createElement("span");
    sure.className = "sure";
    sure.textContent = `, confidence ${told.confidence}`;
    chip.append(sure);
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

  function tie(link) {
    let touched = false;
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(link));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    link.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse" && shown !== link;
    });
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", () => inside || hide());
    link.addEventListener("click", (event) => {
      if (!touched) return;
      touched = false;
      event.preventDefault(); // the first tap shows the note, the next one goes to it
      show(link);
    });
  }

  if (!claims.length && !citations.length) return;
  (document.querySelector("main") ?? document.body).append(note);
  for (const link of citations) {
    link.dataset.source = link.title;
    link.removeAttribute("title");
    tie(link);
  }
  for (const link of claims) {
    link.querySelector("title")?.remove(); // else the browser shows a second note
    tie(link);
  }
  note.addEventListener("pointerenter", () => clearTimeout(leaving));
  note.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener(
    "pointerdown",
    (event) => {
      inside = note.contains(event.target);
      if (shown && !shown.contains(event.target) && !inside) hide();
    },
    true, // before the link loses the focus
  );
})();
