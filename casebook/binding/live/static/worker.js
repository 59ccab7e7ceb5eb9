// Python in a worker: loaded once the page asks, then answers. The page gives the addresses.
"use strict";

let python, session, where;
const loaded = {};

// Fetches a file and tells how much of it has come.
async function fetched(file, tell) {
  const answer = await fetch(new URL(file.name, where.base));
  if (!answer.ok) throw new Error(`${file.name}: ${answer.status}`);
  const parts = [];
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    tell(value.length);
  }
  return new Blob(parts).arrayBuffer();
}

function unpack(archive, folder) {
  python.unpackArchive(archive, "zip", { extractDir: folder });
}

// What Python has compiled of the packages is kept for the next visit.
const PACKAGES = "/lib/python3.12/site-packages";
const KEPT = "compiled.zip";

async function compiledBefore() {
  try {
    const kept = await (await caches.open(where.cache)).match(new URL(where.book + KEPT, where.base));
    return kept && (await kept.arrayBuffer());
  } catch {
    return undefined;
  }
}

async function keepCompiled() {
  if (loaded.compiled) return; // what an earlier visit kept
  try {
    const cache = await caches.open(where.cache);
    const bytes = session.compiled();
    await cache.put(new URL(where.book + KEPT, where.base), new Response(bytes.toJs()));
    bytes.destroy();
  } catch {
    // Without a cache the next visit takes a little longer.
  }
}

async function load({ manifest, base }) {
  where = { base, cache: manifest.cache, ...manifest };
  const tell = (bytes) => postMessage({ progress: bytes });
  const { reading, book } = manifest.archives;
  const coming = [fetched(reading, tell), fetched(book, tell), compiledBefore()];
  importScripts(new URL(`${manifest.pyodide}pyodide.js`, base));
  // An interpreter that cannot be had or started says so to nobody: its promise stays open.
  const failed = new Promise((_, reject) => {
    for (const [owner, name] of [[self, "fetch"], [WebAssembly, "instantiateStreaming"]]) {
      const asked = owner[name];
      owner[name] = (...given) =>
        asked.apply(owner, given).catch((error) => {
          reject(error);
          throw error;
        });
    }
  });
  const starting = loadPyodide({
    indexURL: new URL(manifest.pyodide, base).href,
    env: { CASEBOOK_ROOT: "/book", CASEBOOK_CHECKED: "1", HOME: "/home/pyodide", MPLBACKEND: "agg" },
  });
  python = await Promise.race([starting, failed]);
  tell(manifest.core);
  const [packages, code, compiled] = await Promise.all(coming);
  unpack(packages, PACKAGES);
  unpack(code, "/book");
  if (compiled) unpack(compiled, "/");
  loaded.compiled = Boolean(compiled);
  postMessage({ stage: "imports" });
  session = python.runPython(`
import sys
sys.dont_write_bytecode = False
sys.path.insert(0, "/book")
from casebook.telling.live import browser
browser.Answering()
`);
}

// Asks Python; what it lacks is what draws charts, which is loaded once, and it is asked again.
async function ask(name, request) {
  for (;;) {
    const answer = JSON.parse(session[name](JSON.stringify(request)));
    if (!answer.lacks) return answer;
    if (loaded.drawing) throw new Error(`no ${answer.lacks}`);
    postMessage({ stage: answer.lacks });
    unpack(await fetched(where.archives.drawing, () => {}), PACKAGES);
    session.forget_paths();
    loaded.drawing = true;
  }
}

let turn = Promise.resolve();
onmessage = ({ data }) => {
  turn = turn.then(async () => {
    try {
      const own = { load: () => load(data), keep: keepCompiled }[data.what];
      const result = await (own ? own() : ask(data.what, data.request));
      postMessage({ id: data.id, result });
    } catch (error) {
      postMessage({ id: data.id, error: String((error && error.message) || error) });
    }
  });
};
