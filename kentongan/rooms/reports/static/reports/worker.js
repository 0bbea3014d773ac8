// Lets two pages open without network: the empty form of a report, and the list of the field
// officer who is logged in. Nothing else is kept. HOUSE is written before this by the server.
importScripts(HOUSE.outbox);
const SHELL = "shell-" + HOUSE.version;
const FIELD = "field";
const PATIENCE = 6_000;
const DAY = 24 * 3600 * 1000;
const SESSION = 12 * 3600 * 1000;

// The form as a stranger gets it: without cookies, so nothing of a person is in it.
async function keepShell(way) {
  const cache = await caches.open(SHELL);
  const answer = await fetch(way, { credentials: "omit", cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const page = await answer.clone().text();
  await cache.put(way, answer);
  await keepParts(cache, page);
}
async function keepParts(cache, page) {
  const parts = new Set([...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map((found) => found[1]));
  await Promise.all([...parts].map(async (part) => await cache.match(part) || cache.add(part).catch(() => {})));
}
async function keepList(way, answer) {
  const cache = await caches.open(FIELD);
  const page = await answer.clone().text();
  await cache.put(way, answer);
  await keepParts(cache, page);
  const photos = new Set([...page.matchAll(/src="(\/[^"]*\/berkas\/\d+\/)"/g)].map((found) => found[1]));
  await Promise.all([...photos].map(async (photo) => await cache.match(photo) || cache.add(photo).catch(() => {})));
  for (const { url } of await cache.keys()) {
    const path = new URL(url).pathname;
    if (/\/berkas\/\d+\/$/.test(path) && !photos.has(path)) await cache.delete(url);
  }
}

addEventListener("install", (event) => {
  event.waitUntil(Promise.allSettled(HOUSE.shells.map(keepShell)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(forget());
});

const isOld = (answer, age) => Date.now() - Date.parse(answer.headers.get("date") || 0) > age;

async function openShell(event, way) {
  const kept = await caches.match(way, { cacheName: SHELL });
  try {
    const answer = await (kept ? Promise.race([fetch(event.request), new Promise((_, fail) => setTimeout(fail, PATIENCE))]) : fetch(event.request));
    if (!kept || isOld(kept, DAY)) event.waitUntil(keepShell(way).catch(() => {}));
    return answer;
  } catch { return kept || Response.error(); }
}

async function openList(event, way) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) event.waitUntil(keepList(way, answer.clone()).catch(() => {}));
    else await caches.delete(FIELD);
    return answer;
  } catch {
    const kept = await caches.match(way, { cacheName: FIELD });
    if (kept && isOld(kept, SESSION)) { await caches.delete(FIELD); return Response.error(); }
    return kept || Response.error();
  }
}

async function openPart(request) {
  try { return await fetch(request); } catch {
    return await caches.match(request.url, { cacheName: SHELL }) || await caches.match(request.url, { cacheName: FIELD }) || Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && HOUSE.logouts.includes(url.pathname)) event.waitUntil(caches.delete(FIELD));
  if (request.method !== "GET") return;
  const isPage = request.mode === "navigate";
  if (isPage && HOUSE.shells.includes(url.pathname)) event.respondWith(openShell(event, url.pathname));
  else if (isPage && HOUSE.lists.includes(url.pathname)) event.respondWith(openList(event, url.pathname));
  else if (url.pathname.startsWith("/static/") || /\/berkas\/\d+\/$/.test(url.pathname)) event.respondWith(openPart(request));
});

const tellPages = async (store, { id, state, percent, facts }) => {
  for (const page of await clients.matchAll()) page.postMessage({ store, item: { id, state, percent, facts } });
};
addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(Outbox.sendAll({ hear: tellPages }));
});
