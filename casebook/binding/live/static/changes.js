// A reader's changes (see tables.js): what takes the place of what, which fit, and steps to undo.
const CHOICES = ["as_of", "grades", "term"];
export const kind = (change) => CHOICES.find((name) => name in change);

const isOf = (change, { table, row }) => change.table === table && change.row === row;

// Whether a change says anew what another said.
function replaces(change, other) {
  const name = kind(change);
  if (name) return name in other && (name !== "term" || change.term === other.term);
  return "column" in change && isOf(other, change) && change.column === other.column;
}

// The changes with one more; `isIdle` tells of one that leaves all as it was without it.
export function withChange(changes, change, isIdle) {
  const others = changes.filter((each) => !replaces(change, each));
  return isIdle(change, others) ? others : [...others, change];
}

// The changes without one; with an added row goes what was changed in it.
export function without(changes, taken) {
  return changes.filter((each) => each !== taken && !(taken.like && isOf(each, taken)));
}

const inWords = {
  cell: (c) => `${c.table}, row ${c.row}: ${c.column} = ${c.value === "" ? "empty" : c.value}`,
  out: (c) => `${c.table}: row ${c.row} left out`,
  like: (c) => `${c.table}: row ${c.row} added`,
  as_of: (c) => `Only what was known on ${c.as_of}`,
  grades: (c) => `Only rows of these grades: ${c.grades.join(", ")}`,
  term: (c, definitions) => `“${c.term.replaceAll("_", " ")}”: ${definitions[c.term]?.[c.reading] ?? c.reading}`,
};

// A change in words; `definitions` say what each reading of a term means.
export function says(change, definitions) {
  return inWords[kind(change) ?? (change.out ? "out" : change.like ? "like" : "cell")](change, definitions);
}

// The name of a further row that is added to a table.
export function nextRow(changes, table) {
  const numbers = changes.filter((each) => each.like && each.table === table).map((each) => Number(each.row.slice(1)));
  return `+${Math.max(0, ...numbers) + 1}`;
}

// Whether a change names what there is: links may be of another edition, or mistyped.
export async function fits(change, earlier, { day, grades, definitions, editable, table }) {
  if (typeof change !== "object" || change === null) return false;
  if ("as_of" in change) return /^\d{4}-\d{2}-\d{2}$/.test(change.as_of) && change.as_of <= day;
  if ("grades" in change) return Array.isArray(change.grades) && change.grades.length > 0 && change.grades.every((each) => grades.includes(each));
  if ("term" in change) return Boolean(definitions[change.term]?.[change.reading]);
  if (!editable(change.table) || typeof change.row !== "string") return false;
  const { columns, byKey } = await table(change.table);
  const isCell = ([column, value]) => columns.includes(column) && typeof value === "string";
  if (change.like) return /^\+\d+$/.test(change.row) && Object.entries(change.like).every(isCell);
  const isThere = byKey.has(change.row) || earlier.some((each) => each.like && isOf(each, change));
  return isThere && (change.out === true || isCell([change.column, change.value]));
}

// What is changed now, and the steps before and after it.
export class Steps {
  constructor() {
    [this.now, this.before, this.after] = [[], [], []];
  }

  go(changes) {
    this.before.push(this.now);
    [this.now, this.after] = [changes, []];
  }

  // Changes that come by a link count as made one after another.
  arrive(changes) {
    this.before = changes.map((_, place) => changes.slice(0, place));
    [this.now, this.after] = [changes, []];
  }

  undo() {
    this.after.push(this.now);
    this.now = this.before.pop();
  }

  redo() {
    this.before.push(this.now);
    this.now = this.after.pop();
  }
}
