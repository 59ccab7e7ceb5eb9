// The panel of the page on sturdiness: choose date, grades and definitions, see the verdicts.
// All verdicts stand in the page as JSON; nothing is computed here but the choice among them.
"use strict";

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function chooser(label, options, chosen, onChange) {
  const select = element("select", {});
  for (const [value, text] of options) {
    const option = element("option", { value }, text);
    if (value === chosen) option.selected = true;
    select.append(option);
  }
  select.addEventListener("change", () => onChange(select.value));
  return element("label", {}, element("span", {}, label), select);
}

function tryIt(panel) {
  const data = JSON.parse(panel.querySelector("script").textContent);
  const choice = { date: data.dates[0], grade: data.grades[0], ...data.defaults };
  const base = verdicts();
  const result = element("div", { class: "try-it-result" });
  const said = element("p", { role: "status" });

  function verdicts() {
    const found = new Map();
    for (const [id, date, grade, term, reading, verdict] of data.verdicts) {
      if (date !== choice.date || grade !== choice.grade) continue;
      if (term === "" || choice[term] === reading) found.set(id, verdict);
    }
    return found;
  }

  function draw() {
    const now = verdicts();
    const moved = [...now].filter(([id, verdict]) => base.get(id) !== verdict);
    result.replaceChildren();
    for (const [name, group] of Object.entries(data.outcomes)) {
      const chosen = [...now].filter(([, verdict]) => group.includes(verdict));
      const list = element("ul", { "aria-label": name });
      for (const [id, verdict] of chosen) {
        const claim = data.claims[id];
        const classes = ["tile", `verdict-${verdict.replaceAll(" ", "-")}`];
        if (claim.core) classes.push("core");
        if (base.get(id) !== verdict) classes.push("moved");
        const was = base.get(id) === verdict ? "" : `, in the book ${base.get(id)}`;
        const words = `${id.slice(1)}: ${claim.says}. ${verdict}${was}`;
        const link = element("a", { href: claim.page, title: words, "aria-label": words }, id.slice(1));
        list.append(element("li", { class: classes.join(" ") }, link));
      }
      result.append(
        element("section", {}, element("h3", {}, `${name} (${chosen.length})`), list),
      );
    }
    said.textContent = moved.length
      ? `${moved.length} of ${now.size} verdicts differ from the book: ${moved.map(([id]) => id).join(", ")}.`
      : "These are the verdicts of the book.";
  }

  const set = (key) => (value) => {
    choice[key] = value;
    draw();
  };
  const controls = element("form", { class: "try-it-controls" });
  const plain = (values) => values.map((value) => [value, value]);
  controls.append(
    chooser("What counts as known", plain(data.dates), choice.date, set("date")),
    chooser("Evidence accepted", plain(data.grades), choice.grade, set("grade")),
  );
  for (const [term, readings] of Object.entries(data.terms)) {
    const label = `“${term.replaceAll("_", " ")}” means`;
    controls.append(chooser(label, Object.entries(readings), choice[term], set(term)));
  }
  panel.append(controls, said, result);
  panel.hidden = false;
  draw();
}

for (const panel of document.querySelectorAll("[data-try-it]")) tryIt(panel);
