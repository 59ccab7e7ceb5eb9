// The page "Change a cell": tables to edit, what follows, and the list of changes.
import { Steps, fits, nextRow, says, withChange, without } from "./changes.js";
import { Following, status } from "./following.js";
import { Grid } from "./grid.js";
import { Loading } from "./loading.js";
import { at, download, element, read } from "./page.js";
import { Python } from "./python.js";
import { Table, fromAddress, toAddress } from "./tables.js";

const about = JSON.parse(at("about").textContent);
const GRADES = [...document.querySelectorAll("[name=grade]")].map((box) => box.value);
const OWN = Object.fromEntries([...document.querySelectorAll("[data-term]")].map(({ dataset }) => [dataset.term, dataset.default]));

const tables = new Map();
let descriptor, sources, grid, shown, selected;
const steps = new Steps();
let faults = [];

// --- tables -----------------------------------------------------------------------------------

async function table(name) {
  if (!tables.has(name)) {
    const resource = descriptor.resources.find((each) => each.name === name);
    tables.set(name, new Table(resource, await (await read(`../data/${resource.path}`)).text()));
  }
  return tables.get(name);
}

// All but the sources, which are made of sources.bib
const isEditable = (name) => name !== "sources" && descriptor.resources.some((each) => each.name === name);

async function open(name, key, column) {
  shown = await table(name);
  at("table").value = name;
  const { title, description } = shown.resource;
  at("table-says").replaceChildren(element("b", {}, title), ` ${description}`);
  draw();
  if (key) grid.focus(key, column);
}

// The table of the first change, at its cell.
async function openFirst() {
  const first = steps.now.find((change) => change.table);
  if (first) await open(first.table, first.row, first.column);
}

// The row that the address asks for (#row=table/key, or a table alone).
async function openAsked() {
  const [, name, key] = (new URLSearchParams(location.hash.slice(1)).get("row") ?? "").match(/^([^/]+)\/?(.*)$/) ?? [];
  if (!descriptor.resources.some((each) => each.name === name)) return;
  await open(name, key);
  if (shown.byKey.has(key)) tell(shown.byKey.get(key));
  at("grid").scrollIntoView({ block: "center" });
}

function draw() {
  if (!shown) return;
  grid.show(shown, shown.changed(steps.now), isEditable(shown.name));
  const own = steps.now.filter((change) => change.table === shown.name).length;
  at("rows").textContent = `${shown.rows.length} rows${own ? `, ${own} ${own === 1 ? "change" : "changes"}` : ""}.`;
}

function faultOf(key, column) {
  const found = faults.find((each) => each.key === key && each.columns.includes(column) && each.table === shown?.name);
  return found?.expected;
}

async function tell(row, column) {
  selected = row.key;
  const field = shown.fields.find((each) => each.name === column);
  const cell = (name) => row.cells[shown.columns.indexOf(name)];
  const parts = [];
  if (field) parts.push(element("p", {}, element("b", {}, field.title), ` ${field.description}`));
  const fault = field && faultOf(row.key, column);
  if (fault) parts.push(element("p", { class: "fault" }, `Expected ${fault}.`));
  const keys = shown.columns.filter((name) => /^source(_\d)?$/.test(name)).map(cell).filter(Boolean);
  if (keys.length) {
    sources ??= await table("sources");
    for (const key of keys) {
      const source = sources.byKey.get(key);
      const of = (name) => source.cells[sources.columns.indexOf(name)];
      const said = source
        ? element("a", { href: of("url") || `../chapters/sources.html` }, [of("author"), of("year"), of("title")].filter(Boolean).join(", "))
        : key;
      parts.push(element("p", {}, element("b", {}, "Source "), said));
    }
  }
  if (cell("locator")) parts.push(element("p", {}, element("b", {}, "Where "), cell("locator")));
  if (cell("confidence")) parts.push(element("p", {}, element("b", {}, "Grade "), cell("confidence")));
  at("row").replaceChildren(element("h3", {}, `Row ${row.key}${row.out ? " (left out)" : ""}`), ...parts);
  at("leave-out").disabled = !isEditable(shown.name) || row.out;
}

// --- changes ----------------------------------------------------------------------------------

function chosen() {
  const found = { definitions: {} };
  for (const change of steps.now) {
    if (change.as_of) found.as_of = change.as_of;
    if (change.grades) found.grades = change.grades;
    if (change.term) found.definitions[change.term] = change.reading;
  }
  return found;
}

// Whether a change leaves all as it is: a cell as it was, a choice that is the book's own.
function isIdle(change, others) {
  if (change.as_of) return change.as_of === about.day;
  if (change.grades) return change.grades.length === GRADES.length;
  if (change.term) return change.reading === OWN[change.term];
  if (!("column" in change)) return false;
  const { columns } = tables.get(change.table);
  const row = tables.get(change.table).changed(others).find((each) => each.key === change.row);
  return row.cells[columns.indexOf(change.column)] === change.value;
}

function make(...more) {
  steps.go(more.reduce((changes, change) => withChange(changes, change, isIdle), steps.now));
  changed();
}

// The changes that the address carries; those that do not fit are named and left out.
async function arrive() {
  const carried = new URLSearchParams(location.hash.slice(1)).get("changes");
  const found = carried === null ? [] : fromAddress(carried);
  const there = { day: about.day, grades: GRADES, definitions: about.definitions, editable: isEditable, table };
  const [good, unfit] = [[], []];
  for (const change of found ?? []) ((await fits(change, good, there)) ? good : unfit).push(change);
  const said = unfit.map((change) => JSON.stringify(change)).join(" ");
  at("unfit").textContent = found
    ? `Left out of this link, since the data of this edition has no such place or choice: ${said}`
    : "The changes in this link cannot be read: it may have been cut short.";
  at("unfit").hidden = Boolean(found) && !unfit.length;
  steps.arrive(good);
}

async function changed() {
  const changes = steps.now;
  const address = changes.length ? `#changes=${toAddress(changes)}` : location.pathname + location.search;
  history.replaceState(null, "", address);
  at("changes").replaceChildren(
    ...changes.map((change) =>
      element(
        "li",
        {},
        `${says(change, about.definitions)} `,
        element("button", { type: "button", onclick: () => take(change), "aria-label": `Take back: ${says(change, about.definitions)}` }, "Take back"),
      ),
    ),
  );
  at("none").hidden = changes.length > 0;
  for (const id of ["reset", "link"]) at(id).disabled = !changes.length;
  for (const id of ["patch", "csv"]) at(id).disabled = !changedTables().length;
  at("undo").disabled = !steps.before.length;
  at("redo").disabled = !steps.after.length;
  const now = chosen();
  at("day").value = now.as_of ?? about.day;
  for (const box of document.querySelectorAll("[name=grade]")) box.checked = !now.grades || now.grades.includes(box.value);
  for (const list of document.querySelectorAll("[data-term]")) list.value = now.definitions[list.dataset.term] ?? list.dataset.default;
  draw();
  await following.follow();
}

function take(change) {
  steps.go(without(steps.now, change));
  changed();
}

const changedTables = () => [...new Set(steps.now.map((change) => change.table).filter(Boolean))];

async function request() {
  const found = { tables: {}, ...chosen() };
  for (const name of changedTables()) found.tables[name] = (await table(name)).text(steps.now);
  return found;
}

async function tellFaults(found) {
  faults = [];
  for (const fault of found) {
    const name = fault.file.replace(/\.csv$/, "");
    const known = descriptor.resources.some((each) => each.name === name) ? await table(name) : null;
    const rows = known?.changed(steps.now).filter((row) => !row.out) ?? [];
    faults.push({ ...fault, table: name, key: rows[fault.row - 2]?.key, columns: (fault.column ?? "").split(", ") });
  }
  const items = faults.map((fault) => {
    const item = element("li", {}, `${fault.says} `);
    if (fault.key) item.append(element("button", { type: "button", onclick: () => open(fault.table, fault.key, fault.columns[0]) }, "Show"));
    return item;
  });
  const told = [element("p", {}, "The contract of the data says:"), element("ul", {}, ...items)];
  at("faults").replaceChildren(...(faults.length ? told : []));
  draw();
}

const loading = new Loading(about);
const following = new Following(loading.python, { changes: () => steps.now, request, tellFaults });

// --- the page ---------------------------------------------------------------------------------

function rowLike() {
  const rows = shown.changed(steps.now);
  const like = rows.find((row) => row.key === selected) ?? rows[0];
  const cells = Object.fromEntries(shown.columns.map((name, place) => [name, like.cells[place]]));
  const row = nextRow(steps.now, shown.name);
  make({ table: shown.name, row, like: cells });
  grid.focus(row, shown.columns[0]);
}

function wire() {
  at("load").addEventListener("click", () => loading.load(following));
  at("table").addEventListener("change", (event) => open(event.target.value));
  at("find").addEventListener("input", (event) => grid.find(event.target.value));
  at("leave-out").addEventListener("click", () => make({ table: shown.name, row: selected, out: true }));
  at("add").addEventListener("click", rowLike);
  for (const step of ["undo", "redo"])
    at(step).addEventListener("click", () => {
      steps[step]();
      changed();
    });
  at("reset").addEventListener("click", () => {
    steps.go([]);
    changed();
  });
  at("day").addEventListener("change", ({ target }) => {
    if (target.value && target.validity.valid) make({ as_of: target.value }); // else it is half typed
  });
  for (const box of document.querySelectorAll("[name=grade]"))
    box.addEventListener("change", () => {
      const grades = [...document.querySelectorAll("[name=grade]:checked")].map((each) => each.value);
      if (grades.length) make({ grades });
      else box.checked = true;
    });
  for (const list of document.querySelectorAll("[data-term]"))
    list.addEventListener("change", () => make({ term: list.dataset.term, reading: list.value }));
  at("patch").addEventListener("click", async () => {
    const texts = await Promise.all(changedTables().map(async (name) => (await table(name)).patch(steps.now)));
    download("change.patch", texts.join(""));
  });
  at("csv").addEventListener("click", async () => {
    for (const [name, text] of Object.entries((await request()).tables)) download(`${name}.csv`, text, "text/csv");
  });
  at("link").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      status("The link is copied. Whoever opens it sees these changes.");
    } catch {
      status(`The address of this page carries the changes: ${location.href}`);
    }
  });
  at("draw").addEventListener("click", () => following.drawCharts());
  for (const button of document.querySelectorAll("[data-example]"))
    button.addEventListener("click", async () => {
      const example = about.examples[button.dataset.example];
      steps.go(example.changes);
      await openFirst();
      await changed();
    });
}

async function begin() {
  at("asleep").remove();
  const lacking = Python.lacking();
  if (lacking) {
    at("load").disabled = true;
    at("loading").textContent = lacking;
    at("otherwise").hidden = false;
  }
  descriptor = await (await read("../data/datapackage.json")).json();
  const told = (row, column, value) => make({ table: shown.name, row, column, value });
  grid = new Grid(at("grid"), about.nonce, { told, seen: tell, fault: faultOf });
  wire();
  await arrive();
  await open(about.first);
  await openFirst();
  await openAsked();
  await changed();
  document.body.dataset.tables = "ready";
}

// A link with other changes, opened in this page.
addEventListener("hashchange", async () => {
  await arrive();
  await openFirst();
  await openAsked();
  await changed();
});

begin();
