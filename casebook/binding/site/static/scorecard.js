// The scorecard as a tool: search, filter, sort. Without this file it is one plain table.
// The filter stands in the address, after the #, so that a view can be shared, also under file://.
"use strict";

(() => {
  const FILTERS = ["Topic", "Kind", "Weight", "When published", "Today", "Confidence"];
  const RANKS = {
    Weight: ["core", "supporting", "rhetorical"],
    Confidence: ["high", "medium", "low", ""],
  };

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function enhance(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map((head) => head.textContent.trim());
    const rows = [...body.rows].map((row) => ({
      row,
      cells: [...row.cells].map((cell) => cell.textContent.trim()),
    }));
    const original = rows.map(({ row }) => row);
    const key = (name) => name.toLowerCase().replaceAll(" ", "-");
    const controls = new Map();
    const count = make("p", { role: "status", class: "scorecard-count" });
    let sorting = "";
    let isSorted = false;

    function field(name, control) {
      controls.set(key(name), control);
      control.addEventListener("input", () => apply(true));
      return make("label", {}, make("span", {}, name), control);
    }

    const form = make("form", { class: "scorecard-tools", "aria-label": "Find claims" });
    form.append(field("Words", make("input", { type: "search", autocomplete: "off" })));
    for (const name of FILTERS) {
      const column = names.indexOf(name);
      const values = [...new Set(rows.map(({ cells }) => cells[column]))].filter(Boolean).sort();
      const options = values.map((value) => make("option", { value }, value));
      form.append(field(name, make("select", {}, make("option", { value: "" }, "all"), ...options)));
    }
    const reset = make("button", { type: "button" }, "Show all");
    reset.addEventListener("click", () => {
      for (const control of controls.values()) control.value = "";
      sorting = "";
      apply(true);
    });
    form.append(reset);
    form.addEventListener("submit", (event) => event.preventDefault());

    heads.forEach((head, column) => {
      const button = make("button", { type: "button" }, names[column]);
      button.addEventListener("click", () => {
        sorting = sorting === key(names[column]) ? `-${sorting}` : key(names[column]);
        apply(true);
      });
      head.replaceChildren(button);
    });

    function sort() {
      const descending = sorting.startsWith("-");
      const wanted = descending ? sorting.slice(1) : sorting;
      const column = names.findIndex((name) => key(name) === wanted);
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      if (column < 0) {
        if (isSorted) body.append(...original);
        isSorted = false;
        return;
      }
      isSorted = true;
      heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
      const ranks = RANKS[names[column]];
      const value = (entry) => (ranks ? ranks.indexOf(entry.cells[column]) : entry.cells[column]);
      const order = [...rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return ranks ? x - y : x.localeCompare(y, "en", { numeric: true });
      });
      if (descending) order.reverse();
      body.append(...order.map(({ row }) => row));
    }

    function apply(remember) {
      const words = controls.get("words").value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { row, cells } of rows) {
        const text = cells.join(" ").toLowerCase();
        const fits =
          words.every((word) => text.includes(word)) &&
          FILTERS.every((name) => {
            const wanted = controls.get(key(name)).value;
            return !wanted || cells[names.indexOf(name)] === wanted;
          });
        row.hidden = !fits;
        shown += fits;
      }
      sort();
      count.textContent = `${shown} of ${rows.length} claims shown`;
      if (remember) keep();
    }

    function keep() {
      const state = new URLSearchParams();
      for (const [name, control] of controls) if (control.value) state.set(name, control.value);
      if (sorting) state.set("sort", sorting);
      history.replaceState(null, "", `#${state.size ? state : table.id}`);
    }

    function restore() {
      const hash = location.hash.slice(1);
      if (!hash.includes("=")) return;
      const state = new URLSearchParams(hash);
      for (const [name, control] of controls) control.value = state.get(name) ?? "";
      sorting = state.get("sort") ?? "";
      apply(false);
    }

    (table.closest(".pst-scrollable-table-container") ?? table).before(form, count);
    apply(false);
    restore();
    window.addEventListener("hashchange", restore);
  }

  for (const table of document.querySelectorAll("table.scorecard")) enhance(table);
})();
