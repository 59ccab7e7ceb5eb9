// Keeps the live edition for use without a network. Files with a hash in their name never change;
// of all others the newest is taken while there is a network.
"use strict";
const CACHE = "$cache";
const FIRST = $first;
const FOLDERS = $folders;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FIRST)));
});

// Of an older edition nothing stays, but Python, which it shares with this one, need not come again.
async function tidy() {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    const folder = /\/((?:python|book)-[0-9a-f]{12})\//.exec(url);
    if (folder && !FOLDERS.includes(folder[1])) await cache.delete(url);
  }
}

addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  const lasts = /[.-][0-9a-f]{12}[.\/]/.test(new URL(request.url).pathname);
  if (kept && lasts) return kept;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const same = kept || (await cache.match(request, { ignoreSearch: true }));
    if (same) return same;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const own = request.method === "GET" && new URL(request.url).origin === location.origin;
  if (own && !request.headers.has("range")) event.respondWith(answer(request));
});
