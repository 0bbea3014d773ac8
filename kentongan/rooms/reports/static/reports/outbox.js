// What this device has still to send: kept in its own database, sent in pieces, deleted afterwards.
// Used by the pages and by the service worker; whoever comes first sends, the other waits.
self.Outbox = (() => {
  "use strict";
  const PIECE = 128 * 1024;
  const STORES = ["reports", "closings", "received"];
  const LOCK = "outbox";

  // The device's database ---------------------------------------------------------------
  let opening;
  const open = () => opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("kentongan", 1);
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => { opening = undefined; fail(asked.error); };
  });
  async function run(store, mode, act) {
    const database = await open();
    return new Promise((done, fail) => {
      const turn = database.transaction(store, mode);
      const asked = act(turn.objectStore(store));
      turn.oncomplete = () => done(asked?.result);
      turn.onerror = turn.onabort = () => fail(turn.error);
    });
  }
  const list = (store) => run(store, "readonly", (rows) => rows.getAll());
  const keep = (store, item) => run(store, "readwrite", (rows) => rows.put(item));
  const drop = (store, id) => run(store, "readwrite", (rows) => rows.delete(id));

  // Small things --------------------------------------------------------------------------
  const random = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
  function makeKey() {
    const hex = random(16).split("");
    hex[12] = "4";
    hex[16] = "89ab"[parseInt(hex[16], 16) & 3];
    return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  const makePhoto = (file) => ({ id: makeKey(), secret: random(16), name: file.name || "foto.jpg", blob: file.slice(0, file.size, file.type) });

  class Later extends Error {}                   // no network, or the house is busy: try again
  class Refused extends Error { constructor(status, facts) { super("refused"); this.status = status; this.facts = facts; } }

  async function ask(url, options = {}) {
    let answer;
    try { answer = await fetch(url, { credentials: "same-origin", cache: "no-store", ...options }); } catch { throw new Later("network"); }
    if (answer.status === 429) throw new Later("slow");
    if (answer.status >= 500 || answer.status === 408) throw new Later("busy");
    return answer;
  }
  async function askToken(url) {
    const answer = await ask(url);
    if (!answer.ok) throw new Later("busy");
    return (await answer.json()).token;
  }
  const readFacts = (answer) => answer.json().catch(() => ({}));

  // One photo, in pieces --------------------------------------------------------------------
  async function upload(photo, item, token, tell) {
    const url = item.uploadUrl + photo.id + "/";
    const base = { "X-CSRFToken": token, "Upload-Secret": photo.secret };
    const begin = async () => {
      const answer = await ask(url, { method: "POST", headers: { ...base, "Upload-Length": String(photo.blob.size), "Upload-Name": encodeURIComponent(photo.name), ...(await hash(photo.blob)) } });
      if (!answer.ok) throw new Refused(answer.status, { fields: { photo: [(await readFacts(answer)).message] } });
      return Number(answer.headers.get("Upload-Offset"));
    };
    let offset = await begin();
    while (offset < photo.blob.size) {
      tell(offset / photo.blob.size);
      const answer = await ask(url, { method: "PATCH", headers: { ...base, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" }, body: photo.blob.slice(offset, offset + PIECE) });
      if (answer.status === 404) offset = await begin();
      else if (answer.ok || answer.status === 409) offset = Number(answer.headers.get("Upload-Offset"));
      else throw new Refused(answer.status, { fields: { photo: [(await readFacts(answer)).message] } });
    }
    tell(1);
  }
  async function hash(blob) {
    if (!self.crypto.subtle) return {};
    const sum = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return { "Upload-Hash": [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, "0")).join("") };
  }

  // One report or closing: photos first, then the words -----------------------------------------
  async function deliver(item, tell) {
    const token = await askToken(item.tokenUrl);
    const body = new FormData();
    for (const [name, value] of item.entries) body.append(name, value);
    for (const [at, photo] of item.photos.entries()) {
      await upload(photo, item, token, (part) => tell(Math.round(100 * (at + part) / (item.photos.length + 0.2))));
      body.append("upload", `${photo.id}:${photo.secret}`);
    }
    const answer = await ask(item.url, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json", ...(item.once ? { "Idempotency-Key": item.id } : {}) } });
    if (answer.redirected) throw new Refused(401, {});
    const facts = await readFacts(answer);
    if (!answer.ok) throw new Refused(answer.status, facts);
    return facts;
  }

  // Everything that waits; `hear(item)` is called whenever one of them changes its state.
  async function sendAll({ owner = null, hear = () => {} } = {}) {
    const work = async () => {
      for (const store of ["reports", "closings"]) {
        for (const item of await list(store)) {
          if (["wrong", "decided"].includes(item.state) || (store === "closings" && owner !== item.owner)) continue;
          if (!await send(store, item, hear)) return;
        }
      }
    };
    return navigator.locks ? navigator.locks.request(LOCK, work) : work();
  }

  // Returns false when there is no sense in trying the next one now.
  async function send(store, item, hear) {
    const say = async (state, more = {}) => {
      Object.assign(item, { state, ...more });
      hear(store, item);
    };
    try {
      say("uploading", { percent: 0 });
      const facts = await deliver(item, (percent) => say("uploading", { percent }));
      if (store === "reports") await keep("received", { id: item.id, at: item.at, code: facts.code, pin: facts.pin || "", link: facts.url });
      await drop(store, item.id);
      await say("received", { facts });
      return true;
    } catch (trouble) {
      if (trouble instanceof Refused) {
        const isOut = trouble.status === 401 || trouble.status === 403;
        const state = isOut ? (store === "closings" ? "login" : "waiting") : trouble.status === 409 ? "decided" : "wrong";
        await say(state, { facts: trouble.facts });
        await keep(store, item);
        return true;
      }
      await say("waiting", { why: trouble.message });
      await keep(store, item);
      if (trouble instanceof Later) return trouble.message === "busy";
      throw trouble;
    }
  }

  // Asks the browser to send by itself when the network is back, where it can.
  async function askForSync() {
    const home = await navigator.serviceWorker?.ready.catch(() => null);
    await home?.sync?.register("outbox").catch(() => {});
  }

  // The receipt is on the screen: the device forgets that it had something to show.
  const done = self.document?.querySelector("[data-outbox-done]")?.dataset.outboxDone;
  if (done) list("received").then((all) => all.filter((item) => item.code === done).forEach((item) => drop("received", item.id))).catch(() => {});

  return { drop, keep, list, makeKey, makePhoto, sendAll, waitForNetwork: askForSync };
})();
