// Claim cards: closed until a reader, an address or the printer asks. Without this file they are open.
// One switch shows and hides the code of all pages.
"use strict";

(() => {
  const root = document.documentElement;
  const cards = [...document.querySelectorAll("details.claim-card")];

  function copyLink(card) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    button.textContent = "Copy link";
    button.addEventListener("click", async () => {
      const address = new URL(`#${card.id}`, location.href).href;
      try {
        await navigator.clipboard.writeText(address);
        button.textContent = "Copied";
      } catch {
        history.replaceState(null, "", `#${card.id}`); // no clipboard: the address bar has the link
        button.textContent = "The link is in the address bar";
      }
    });
    return button;
  }

  for (const card of cards) {
    card.open = false;
    for (const inner of card.querySelectorAll("details")) inner.open = false;
    card.querySelector(".claim-body").append(copyLink(card));
    card.dataset.ready = "";
  }

  // "#claim-c12" opens its card; so does "#C12", as people write it.
  function openAsked(scroll) {
    const hash = decodeURIComponent(location.hash.slice(1));
    const short = /^[A-Z]+\d+$/i.test(hash);
    const card = document.getElementById(short ? `claim-${hash.toLowerCase()}` : hash);
    if (!card?.matches?.("details.claim-card")) return;
    card.open = true;
    if (scroll || short) card.scrollIntoView();
  }
  openAsked(false);
  addEventListener("hashchange", () => openAsked(true));

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not(.code-toggle):not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  const button = document.querySelector(".code-switch");
  function showCode(on) {
    if (on) root.dataset.code = "on";
    else delete root.dataset.code;
    button.setAttribute("aria-pressed", String(on));
    for (const details of document.querySelectorAll("details.code-toggle")) details.open = on;
  }
  // A chart's link to its code shows the code of this page, whatever was chosen.
  function openCode() {
    const asked = document.getElementById(location.hash.slice(1));
    if (!button || !asked?.matches("details.code-toggle")) return;
    showCode(true);
    asked.scrollIntoView();
  }
  if (button) {
    addEventListener("hashchange", openCode);
    showCode(root.dataset.code === "on");
    button.addEventListener("click", () => {
      const on = root.dataset.code !== "on";
      showCode(on);
      try {
        localStorage.setItem("code", on ? "on" : "off");
      } catch {
        // No storage, as for some readers under file://: the choice holds for this page.
      }
    });
    openCode();
  }
})();
