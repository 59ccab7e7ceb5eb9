// The page "Change a cell": tables to edit, what follows, and the list of changes.
import { Steps, fits, kind, nextRow, withChange, without } from "./changes.js";
import { charts, compare, results } from "./follow.js";
import { Grid } from "./grid.js";
import { download, element, megabytes } from "./page.js";
import { Python } from "./python.js";
import { Table, fromAddress, toAddress } from "./tables.js";

const at = (id) => document.getElementById(id);
const about = JSON.parse(at("about").textContent);
const read = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

const GRADES = [...document.querySelectorAll("[name=grade]")].map((box) => box.value);
const OWN = Object.fromEntries([...document.querySelectorAll("[data-term]")].map(({ dataset }) => [dataset.term, dataset.default]));

const tables = new Map();
let descriptor, sources, answers, grid, shown, selected;
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

const inWords = {
  cell: (c) => `${c.table}, row ${c.row}: ${c.column} = ${c.value === "" ? "empty" : c.value}`,
  out: (c) => `${c.table}: row ${c.row} left out`,
  like: (c) => `${c.table}: row ${c.row} added`,
  as_of: (c) => `Only what was known on ${c.as_of}`,
  grades: (c) => `Only rows of these grades: ${c.grades.join(", ")}`,
  term: (c) => `“${c.term.replaceAll("_", " ")}”: ${about.definitions[c.term]?.[c.reading] ?? c.reading}`,
};
const says = (change) => inWords[kind(change) ?? (change.out ? "out" : change.like ? "like" : "cell")](change);

async function changed() {
  const changes = steps.now;
  const address = changes.length ? `#changes=${toAddress(changes)}` : location.pathname + location.search;
  history.replaceState(null, "", address);
  at("changes").replaceChildren(
    ...changes.map((change) =>
      element(
        "li",
        {},
        `${says(change)} `,
        element("button", { type: "button", onclick: () => take(change), "aria-label": `Take back: ${says(change)}` }, "Take back"),
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
  await follow();
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

// --- what follows -----------------------------------------------------------------------------

function status(text) {
  at("status").textContent = text;
  at("status").parentElement.hidden = !text;
}
let asked = 0;

async function follow() {
  const turn = ++asked;
  document.body.dataset.state = "asked";
  await answer(turn);
  if (turn === asked) document.body.dataset.state = "answered";
}

async function answer(turn) {
  at("draw").hidden = true;
  at("charts").replaceChildren();
  if (!steps.now.length) {
    faults = [];
    at("faults").replaceChildren();
    at("results").replaceChildren();
    status(python.ready ? "Nothing is changed: these are the verdicts of the book." : "");
    return;
  }
  if (!python.ready) return status("Load Python to see what follows.");
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(2);
  status("Asking the rules again …");
  try {
    const given = await request();
    const ask = async (what, more) => {
      const found = await python.ask(what, { ...given, ...more });
      if (turn !== asked) throw new Overtaken();
      return found;
    };
    const wrong = await ask("faults");
    await showFaults(wrong);
    if (wrong.length) {
      at("results").replaceChildren();
      return status("A cell breaks what its table promises: nothing is computed until it is mended.");
    }
    // Verdicts of today first: the rest takes longer, and changes less of what the reader asks.
    const after = await ask("answers", { parts: ["now"] });
    show(after, " Looking further …");
    document.body.dataset.seconds = seconds();
    for (const part of ["then", "numbers"]) merge(after, await ask("answers", { parts: [part] }));
    await showFaults(await ask("joint_faults"));
    show(after, "");
    at("draw").hidden = false;
    document.body.dataset.secondsForAll = seconds();
  } catch (error) {
    if (!(error instanceof Overtaken) && turn === asked) status(`Python could not answer: ${error.message}`);
  }
}

// Thrown where a later change has made an answer idle.
class Overtaken extends Error {}

function show(after, more) {
  const open = new Set([...document.querySelectorAll("[data-claim][open]")].map((each) => each.dataset.claim));
  const result = compare(answers, after);
  at("results").replaceChildren(...results(result, answers));
  for (const each of document.querySelectorAll("[data-claim]")) each.open ||= open.has(each.dataset.claim);
  const total = Object.keys(answers.claims).length;
  const moved = result.moved.length;
  const lead = { 0: `None of the ${total} verdicts moves`, 1: `1 of ${total} verdicts moves` }[moved];
  const reworded = result.reworded.length ? `; ${result.reworded.length} more claims read otherwise` : "";
  status(`${lead ?? `${moved} of ${total} verdicts move`}${reworded}.${more}`);
}

function merge(answer, more) {
  for (const [id, told] of Object.entries(more.claims)) answer.claims[id] = { ...answer.claims[id], ...told };
  Object.assign(answer.numbers, more.numbers);
}

async function showFaults(found) {
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

async function drawCharts() {
  const turn = asked;
  at("draw").disabled = true;
  document.body.dataset.state = "asked";
  status("Drawing the charts that change …");
  try {
    const found = await python.ask("charts", await request());
    if (turn === asked) {
      const drawn = charts(found);
      at("charts").replaceChildren(...drawn);
      status(drawn.length ? `${drawn.length} ${drawn.length === 1 ? "chart changes" : "charts change"}.` : "No chart changes.");
      at("draw").hidden = true;
    }
  } catch (error) {
    if (turn === asked) status(`The charts could not be drawn: ${error.message}`);
  }
  at("draw").disabled = false;
  if (turn === asked) document.body.dataset.state = "answered";
}

// --- Python -----------------------------------------------------------------------------------

let come = 0;
const python = new Python(about.manifest, ({ progress, stage }) => {
  if (!python.started) return; // what still comes of a start that failed
  if (progress) {
    come += progress;
    at("progress").value = Math.min(come / about.manifest.first, 1);
    at("loading").textContent = `${megabytes(come)} of ${megabytes(about.manifest.first)}`;
  } else if (stage === "imports") at("loading").textContent = "Loaded. Python starts …";
  else status(`Loading ${stage} …`);
});

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// While the reader reads: what the rules share is made, piece by piece, so that a change waits for
// one piece at most, and one that is made at once for none.
async function warm() {
  await pause(1000);
  await python.ask("faults", {});
  for (const part of ["now", "then", "numbers"])
    for (const chapter of about.chapters) {
      while (document.body.dataset.state === "asked") await pause(200);
      await python.ask("warm", { parts: [part], chapters: [chapter] });
    }
  await python.ask("keep");
  document.body.dataset.warm = "true";
}

async function load() {
  at("load").disabled = true;
  at("progress").hidden = false;
  try {
    const known = read(`${about.manifest.book}answers.json`).then((answer) => answer.json());
    await python.start();
    answers = await known;
    python.ready = true;
    at("python").hidden = true;
    await follow();
    document.body.dataset.python = "ready";
    warm().catch(() => {}); // it only makes later answers quicker
  } catch (error) {
    at("loading").textContent = `Python could not be loaded (${error.message}). The notebooks run elsewhere: see below.`;
    at("otherwise").hidden = false;
    at("load").disabled = false;
  }
}

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
  at("load").addEventListener("click", load);
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
  at("draw").addEventListener("click", drawCharts);
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
