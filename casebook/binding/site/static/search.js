// The search page: an index of what the book holds, made here with MiniSearch, and its results.
"use strict";

(() => {
  const KINDS = {
    claim: { name: "Claim", names: "Claims", weight: 1.8 },
    section: { name: "Chapter", names: "Chapters", weight: 1.8 },
    chart: { name: "Chart", names: "Charts", weight: 1 },
    table: { name: "Table", names: "Tables", weight: 0.7 },
    source: { name: "Source", names: "Sources", weight: 0.5 },
    data: { name: "Data", names: "Data", weight: 0.25 },
  };
  const COMMON = new Set("a an and at by for in is of on or the to".split(" "));
  const AT_ONCE = 20;
  const LENGTH = 220; // of an excerpt, in letters
  const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;

  const records = window.searchRecords;
  const words = searchTerms.of;
  let index = null;

  function makeIndex() {
    const made = new MiniSearch({
      fields: ["title", "text"],
      tokenize: words,
      processTerm: (term) => term,
      searchOptions: {
        boost: { title: 2 },
        boostDocument: (id) => KINDS[records[id].kind].weight,
      },
    });
    made.addAll(records.map(({ title, text }, id) => ({ id, title, text })));
    return made;
  }

  const isWord = (term) => !/\d/.test(term);

  // What is asked: single terms, and sequences of them. What stands between quotation marks is a
  // sequence, and so is what is written as one, like "155mm" and "self-destruct".
  function understood(query) {
    const quoted = [...query.matchAll(QUOTED)].map((match) => words(match[1]));
    const loose = query.replace(QUOTED, " ").trim().split(/\s+/).map(words);
    const single = loose.filter((terms) => terms.length === 1).flat();
    const telling = single.filter((term) => !COMMON.has(term));
    return {
      sequences: [
        ...quoted.filter((terms) => terms.length).map((sequence) => ({ sequence, begins: false })),
        ...loose
          .filter((terms) => terms.length > 1)
          .map((sequence) => ({ sequence, begins: true })),
      ],
      single: telling.length ? telling : single,
    };
  }

  // Return the places in a text's terms at which a sequence begins. Its last word may be a beginning.
  function places(terms, { sequence, begins }) {
    const last = sequence.length - 1;
    const fits = (term, asked, i) =>
      term === asked || (begins && i === last && isWord(asked) && term?.startsWith(asked));
    return terms.flatMap((_, at) =>
      sequence.every((asked, i) => fits(terms[at + i], asked, i)) ? [at] : [],
    );
  }

  function find({ sequences, single }) {
    const all = [...sequences.flatMap(({ sequence }) => sequence), ...single];
    if (!all.length) return { found: [], near: false };
    index ??= makeIndex();
    const quoted = new Set(sequences.filter((s) => !s.begins).flatMap((s) => s.sequence));
    // The beginning of a word finds it; the beginning of a number does not.
    const prefix = (term) => term.length > 2 && isWord(term) && !quoted.has(term);
    const search = (options) => index.search(all.join(" "), { prefix, ...options });
    const whole = search({ combineWith: "AND" }).filter(({ id }) => {
      const texts = sequences.length ? [records[id].title, records[id].text].map(words) : [];
      return sequences.every((asked) => texts.some((terms) => places(terms, asked).length));
    });
    if (whole.length) return { found: whole, near: false };
    const fuzzy = (term) => (term.length > 3 && isWord(term) ? 0.2 : false);
    const alike = search({ combineWith: "AND", fuzzy });
    return { found: alike.length ? alike : search({ combineWith: "OR", fuzzy }), near: true };
  }

  // A claim asked for by its number comes first.
  function claimFirst(query, found) {
    const asked = `#claim-${query.toLowerCase()}`;
    const id = records.findIndex(({ kind, href }) => kind === "claim" && href.endsWith(asked));
    if (id < 0) return found;
    return [{ id, terms: [] }, ...found.filter((result) => result.id !== id)];
  }

  // Return the terms of a text that a result is found by, each with its place. Those of a sequence
  // count where it stands, unless only near results were found.
  function marksOf(text, terms) {
    const placed = searchTerms.placed(text);
    const sequences = near ? [] : asked.sequences;
    const bound = new Set(sequences.flatMap(({ sequence }) => sequence));
    const those = placed.map(({ term }) => term);
    const within = new Set(
      sequences.flatMap((one) =>
        places(those, one).flatMap((at) => one.sequence.map((_, i) => at + i)),
      ),
    );
    const free = new Set(terms.filter((term) => !bound.has(term) || asked.single.includes(term)));
    return placed.filter(({ term }, place) => within.has(place) || free.has(term));
  }

  // Return where in a text an excerpt begins: where it shows the most different terms of a result.
  function bestStart(text, marks) {
    let best = { start: 0, score: 0 };
    marks.forEach(({ start }, first) => {
      const near = marks.slice(first).filter(({ end }) => end - start <= LENGTH);
      const score = new Set(near.map(({ term }) => term)).size + near.length / 100;
      if (score > best.score) best = { start, score };
    });
    if (best.start < LENGTH / 3) return 0;
    return text.indexOf(" ", best.start - 50) + 1;
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function marked(text, marks, from, to) {
    const parts = [];
    let at = from;
    for (const { start, end } of marks) {
      if (start < at || end > to) continue;
      parts.push(text.slice(at, start), element("mark", "", text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  }

  function excerpt(text, terms) {
    const marks = marksOf(text, terms);
    const from = bestStart(text, marks);
    const cut = text.length > from + LENGTH;
    const to = cut ? text.lastIndexOf(" ", from + LENGTH) : text.length;
    const shown = marked(text, marks, from, to);
    return [from ? "… " : "", ...shown, cut ? " …" : ""];
  }

  function shown({ id, terms }) {
    const { kind, href, title, text, page, chip, verdict, sure } = records[id];
    const link = element("a", "", ...marked(title, marksOf(title, terms), 0, title.length));
    link.href = href;
    const where = element("p", "result-kind", KINDS[kind].name);
    if (page !== title && kind !== "source") where.append(` · ${page}`);
    const whole = kind === "source" && !title.endsWith("…");
    const said = whole ? [] : [element("p", "result-text", ...excerpt(text, terms))];
    const told = element("p", "result-title", link);
    if (chip) told.append(" ", element("span", chip, verdict, element("span", "sure", sure)));
    return element("li", `result-${kind}`, where, told, ...said);
  }

  const box = document.querySelector(".bd-search-container");
  const field = box.querySelector("input[type=search]");
  const status = box.querySelector("[role=status]");
  const kinds = box.querySelector(".result-kinds");
  const list = box.querySelector("#search-results");
  const more = box.querySelector(".more-results");
  let asked = { sequences: [], single: [] };
  let near = false; // whether nothing has all that is asked
  let results = [];
  let chosen = "";

  const chosenResults = () => results.filter(({ id }) => !chosen || records[id].kind === chosen);

  function showMore() {
    const next = chosenResults().slice(list.childElementCount, list.childElementCount + AT_ONCE);
    list.append(...next.map(shown));
    more.hidden = list.childElementCount >= chosenResults().length;
    return list.children[list.childElementCount - next.length];
  }

  function choose(kind) {
    chosen = kind;
    for (const button of kinds.children) {
      button.setAttribute("aria-pressed", String(button.value === kind));
    }
    list.replaceChildren();
    showMore();
  }

  function kindButton(kind, name, count) {
    const button = element("button", "", `${name} (${count})`);
    button.type = "button";
    button.value = kind;
    button.addEventListener("click", () => choose(kind));
    return button;
  }

  async function run() {
    const query = field.value.trim();
    if (query && !index) {
      status.textContent = "Searching …";
      await new Promise((done) => setTimeout(done)); // the page shows before the index is made
    }
    asked = understood(query);
    const answer = find(asked);
    near = answer.near;
    results = claimFirst(query, answer.found);
    const count = results.length;
    const counted = `${count} result${count === 1 ? "" : "s"} for ${query}`;
    if (!query) status.textContent = "";
    else if (!count) status.textContent = `Nothing found for ${query}`;
    else status.textContent = near ? `Nothing has all of ${query}. The nearest:` : counted;
    const counts = Object.entries(KINDS).map(([kind, { names }]) => [
      kind,
      names,
      results.filter(({ id }) => records[id].kind === kind).length,
    ]);
    const there = counts.filter(([, , of]) => of);
    kinds.replaceChildren(
      ...(there.length > 1 ? [["", "All", count], ...there] : []).map((of) => kindButton(...of)),
    );
    choose("");
  }

  more.addEventListener("click", () => showMore()?.querySelector("a").focus());
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?${new URLSearchParams({ q: field.value })}`);
    run();
  });
  function fromAddress() {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    run();
  }
  addEventListener("popstate", fromAddress);
  fromAddress();
  if (!field.value) field.focus();
})();
