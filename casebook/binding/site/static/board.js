// The board: all verdicts as tiles. Its switches choose among verdicts that stand in the page as
// JSON; nothing is computed here but the choice, the count and the places of the tiles.
// What is chosen stands in the address, after the #, so that a view can be shared.
"use strict";

(() => {
  const LASTS = 600; // milliseconds of a tile's way

  function node(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function enhance(board) {
    const data = JSON.parse(board.querySelector("script").textContent);
    const groups = board.querySelector(".board-groups");
    const said = board.querySelector(".board-said");
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const tiles = [...board.querySelectorAll(".tile")]
      .sort((a, b) => a.dataset.place - b.dataset.place)
      .map((tile) => ({
        tile,
        link: tile.firstElementChild,
        core: tile.classList.contains("core"),
        says: tile.firstElementChild.getAttribute("aria-label"),
      }));
    const chosen = () => Object.fromEntries(new FormData(board));
    const back = board.querySelector("button");
    board.reset(); // a browser may bring back what was chosen before; the address decides
    const own = chosen();
    const book = verdicts(own);
    for (const [place, each] of tiles.entries()) {
      each.says = each.says.slice(0, -data.verdicts[book[place]].length - 1);
    }

    function column(state) {
      return data.known.indexOf(state.known) * data.evidence.length + data.evidence.indexOf(state.evidence);
    }

    function verdicts(state) {
      const at = column(state);
      const found = [...data.columns[at]].map(Number);
      for (const [place, where, term, reading, verdict] of data.readings) {
        if (where === at && state[term] === reading) found[place] = verdict;
      }
      return found;
    }

    // The groups of a choice: name, where it leads, the places of its claims and of those that it
    // needs, and how it stands; that is not known where a reading moves a claim that it needs.
    function grouped(state, now) {
      if (state.by === "verdict") {
        return data.outcomes.map(([name, among]) => ({
          name,
          members: [...now.keys()].filter((place) => among.includes(now[place])),
          needed: [],
        }));
      }
      const at = column(state);
      const unmoved = (place) => now[place] === Number(data.columns[at][place]);
      return data.groups[state.by].map(([name, members, stands, needed, page]) => ({
        name,
        page,
        members,
        needed,
        stands: needed.every(unmoved) ? stands[at] : "",
      }));
    }

    function label(group, number, count) {
      const name = group.name[0].toUpperCase() + group.name.slice(1);
      const line = node("p", "board-label");
      line.id = `board-${number}`;
      if (group.page) {
        const link = node("a", "", name);
        link.href = group.page;
        line.append(link);
      } else {
        line.append(name);
      }
      if (group.stands) line.append(" ", node("span", `stands ${data.standings[group.stands]}`, group.stands));
      else line.append(" ", node("b", "", String(count)));
      return line;
    }

    function headline(shown, now, core) {
      const parts = [];
      for (const [, among, one, more] of data.outcomes) {
        const number = shown.filter((place) => among.includes(now[place])).length;
        if (number) parts.push(`${number} ${number === 1 ? one : more}`);
      }
      const last = parts.pop();
      const told = parts.length ? `${parts.join(", ")} and ${last}` : last;
      return `Of ${shown.length} ${core ? "core claims" : "claims"} ${told}.`;
    }

    function dress(place, now) {
      const { tile, link, core, says } = tiles[place];
      const verdict = data.verdicts[now[place]];
      const moved = now[place] !== book[place];
      const classes = ["tile", `verdict-${verdict.replaceAll(" ", "-")}`];
      if (core) classes.push("core");
      if (moved) classes.push("moved");
      tile.className = classes.join(" ");
      link.setAttribute("aria-label", `${says} ${verdict}${moved ? `, in the book ${data.verdicts[book[place]]}` : ""}`);
      if (moved) link.dataset.here = verdict; // for what shows beside the link
      else delete link.dataset.here;
    }

    function draw() {
      const state = chosen();
      const now = verdicts(state);
      const shows = (place) => state.claims === "all" || tiles[place].core;
      const stays = (place) => needed.has(place) || shows(place); // a step is seen with what it needs
      const rank = (a, b) => now[a] - now[b] || tiles[b].core - tiles[a].core || a - b;
      const made = [];
      const all = grouped(state, now);
      const needed = new Set(all.flatMap((group) => group.needed));
      for (const [number, group] of all.entries()) {
        const members = group.members.filter(stays).sort(rank);
        if (!members.length && state.by !== "verdict") continue;
        const list = node("ul", "", ...members.map((place) => tiles[place].tile));
        list.setAttribute("aria-labelledby", `board-${number}`);
        made.push(node("div", "board-group", label(group, number, members.length), list));
      }
      for (const place of tiles.keys()) dress(place, now);
      groups.replaceChildren(...made);
      groups.dataset.by = state.by;
      const shown = [...tiles.keys()].filter(shows);
      const moved = shown.filter((place) => now[place] !== book[place]);
      const differ = moved.length
        ? ` ${moved.length} ${moved.length === 1 ? "differs" : "differ"} from the book, in a dashed frame.`
        : "";
      said.textContent = headline(shown, now, state.claims === "core") + differ;
      for (const term of board.querySelectorAll(".board-term")) {
        term.querySelector(".board-chosen").textContent =
          term.querySelector("input:checked").nextSibling.textContent;
      }
      back.hidden = Object.keys(own).every((key) => own[key] === state[key]);
    }

    // Each tile goes from where it stood to where it stands; a new one appears.
    function move() {
      const before = new Map(tiles.map(({ tile }) => [tile, tile.getBoundingClientRect()]));
      draw();
      if (still.matches || !tiles[0].tile.animate) return;
      for (const [tile, from] of before) {
        if (!tile.isConnected) continue;
        const to = tile.getBoundingClientRect();
        const [x, y] = [from.left - to.left, from.top - to.top];
        const start = from.width ? { transform: `translate(${x}px, ${y}px)` } : { opacity: 0 };
        if (x || y || !from.width) tile.animate([start, {}], { duration: LASTS, easing: "ease-in-out" });
      }
    }

    function keep() {
      const state = chosen();
      const changed = Object.entries(state).filter(([key, value]) => own[key] !== value);
      const address = changed.length ? new URLSearchParams(changed) : board.id;
      history.pushState(null, "", `#${address}`); // so that Back undoes it
    }

    function restore() {
      const asked = new URLSearchParams(location.hash.slice(1));
      board.reset();
      for (const [name, value] of asked) {
        const radio = [...board.elements].find((each) => each.name === name && each.value === value);
        if (radio) radio.checked = true;
      }
      return [...asked.keys()].some((key) => key in own);
    }

    // An anchor within the page chooses nothing; no address at all is the book's own choice.
    function isOurs() {
      const keys = [...new URLSearchParams(location.hash.slice(1)).keys()];
      return keys.every((key) => key in own || key === board.id);
    }

    board.addEventListener("change", () => {
      move();
      keep();
    });
    back.addEventListener("click", () => {
      board.reset();
      move();
      keep();
      board.querySelector("input:checked").focus(); // the button has gone
    });
    board.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => isOurs() && (restore(), move()));
    const asked = restore();
    draw();
    if (asked) board.scrollIntoView();
  }

  for (const board of document.querySelectorAll("[data-board]")) enhance(board);
})();
