// Tables as they lie in the files, and a reader's changes to them. No page, no grid: only data.
// A change is one of
//   {table, row, column, value}    a cell
//   {table, row, out: true}        a row left out
//   {table, row, like: {...}}      a row added, with these cells
//   {as_of} | {grades} | {term, reading}
// A row is named by its key as in the file; an added one by "+1", "+2", ...

export function cellsOf(line) {
  const cells = [];
  for (let place = 0; place <= line.length; place++) {
    let cell = "";
    if (line[place] === '"') {
      for (place++; place < line.length; place++) {
        if (line[place] !== '"') cell += line[place];
        else if (line[place + 1] === '"') cell += line[place++];
        else break;
      }
      place++;
    } else {
      const end = line.indexOf(",", place);
      cell = line.slice(place, end < 0 ? line.length : end);
      place += cell.length;
    }
    cells.push(cell);
  }
  return cells;
}

const lineOf = (cells) =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

export class Table {
  constructor(resource, text) {
    this.resource = resource;
    this.name = resource.name;
    this.fields = resource.schema.fields;
    this.columns = this.fields.map((field) => field.name);
    const [header, ...lines] = text.replace(/^\ufeff/, "").replace(/\n$/, "").split("\n");
    this.header = header;
    const places = resource.schema.primaryKey.map((name) => this.columns.indexOf(name));
    this.rows = lines.map((line) => {
      const cells = cellsOf(line);
      return { key: places.map((place) => cells[place]).join("/"), line, cells };
    });
    this.byKey = new Map(this.rows.map((row) => [row.key, row]));
  }

  // The rows after the changes; those left out stay, marked, for the reader to see.
  changed(changes) {
    const own = changes.filter((change) => change.table === this.name);
    const cells = new Map();
    const out = new Set();
    const added = new Map();
    for (const change of own) {
      if (change.out) added.delete(change.row) || out.add(change.row);
      else if (change.like) added.set(change.row, { ...change.like });
      else if (added.has(change.row)) added.get(change.row)[change.column] = change.value;
      else cells.set(change.row, { ...cells.get(change.row), [change.column]: change.value });
    }
    const rows = this.rows.map(({ key, line, cells: was }) => {
      const edits = cells.get(key);
      if (!edits) return { key, line, cells: was, was, out: out.has(key) };
      const now = this.columns.map((name, place) => edits[name] ?? was[place]);
      const same = now.every((cell, place) => cell === was[place]);
      return { key, line: same ? line : lineOf(now), cells: now, was, out: out.has(key) };
    });
    for (const [key, like] of added) {
      const now = this.columns.map((name) => like[name] ?? "");
      rows.push({ key, line: lineOf(now), cells: now, was: null, out: false });
    }
    return rows;
  }

  text(changes) {
    const kept = this.changed(changes).filter((row) => !row.out);
    return [this.header, ...kept.map((row) => row.line), ""].join("\n");
  }

  // A patch in the form of git, whose lines say only what the reader changed.
  patch(changes, context = 3) {
    const lines = [[" ", this.header]];
    for (const row of this.changed(changes)) {
      const before = row.was && this.byKey.get(row.key).line;
      if (before === row.line && !row.out) lines.push([" ", before]);
      else {
        if (before !== null) lines.push(["-", before]);
        if (!row.out) lines.push(["+", row.line]);
      }
    }
    const near = lines.map((_, place) =>
      lines.slice(Math.max(0, place - context), place + context + 1).some(([sign]) => sign !== " "),
    );
    const path = `data/${this.resource.path}`;
    let text = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`;
    let before = 1;
    let after = 1;
    for (let place = 0; place < lines.length; ) {
      let end = place;
      while (end < lines.length && near[end] === near[place]) end++;
      const part = lines.slice(place, end);
      const olds = part.filter(([sign]) => sign !== "+").length;
      const news = part.filter(([sign]) => sign !== "-").length;
      if (near[place]) {
        const span = (start, count) => `${count ? start : start - 1},${count}`;
        text += `@@ -${span(before, olds)} +${span(after, news)} @@\n`;
        text += part.map(([sign, line]) => `${sign}${line}\n`).join("");
      }
      before += olds;
      after += news;
      place = end;
    }
    return text;
  }
}

// Changes in an address: short, and safe to send.
export function toAddress(changes) {
  const bytes = new TextEncoder().encode(JSON.stringify(changes));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// Returns nothing of a text that carries none.
export function fromAddress(text) {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const found = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))));
    return Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}
