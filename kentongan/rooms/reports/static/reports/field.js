// The field officer's list: the road from here, and closing with a photo also without network.
(() => {
  "use strict";
  const page = document.querySelector("[data-field]");
  if (!page) return;
  const words = page.dataset;
  const make = (tag, text = "", facts = {}) => Object.assign(document.createElement(tag), { textContent: text, ...facts });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker).catch(() => {});

  // The road: always to the nearest one left, as rules/road.py. The position stays on the phone.
  const radians = (degrees) => degrees * Math.PI / 180;
  function measure([lat1, lon1], [lat2, lon2]) {
    const half = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
    return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(half)));
  }
  const pointOf = (stop) => [Number(stop.dataset.lat), Number(stop.dataset.lon)];
  function orderFrom(here) {
    const road = page.querySelector(".stops");
    const left = [...road.children].filter((stop) => stop.dataset.lat);
    const lost = [...road.children].filter((stop) => !stop.dataset.lat);
    const tour = [];
    while (left.length) {
      left.sort((a, b) => measure(here, pointOf(a)) - measure(here, pointOf(b)));
      const [nearest] = left.splice(0, 1);
      tour.push(nearest);
      here = pointOf(nearest);
    }
    road.append(...tour, ...lost);
  }
  const told = page.querySelector("[data-road-status]");
  page.querySelector("[data-from-here]")?.addEventListener("click", () => {
    const fail = () => { told.textContent = words.sayNowhere; };
    if (!navigator.geolocation) return fail();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      orderFrom([coords.latitude, coords.longitude]);
      told.textContent = words.sayNear;
    }, fail, { timeout: 20_000, maximumAge: 120_000 });
  });

  // Closing ---------------------------------------------------------------------------------------
  if (!window.indexedDB) return;
  const { owner } = words;
  const isWaiting = (item) => ["waiting", "uploading", "login"].includes(item.state);

  for (const form of page.querySelectorAll("form[data-close]")) {
    form.addEventListener("submit", async (event) => {
      const photo = form.elements.namedItem("photo").files[0];
      if (form.dataset.needsPhoto !== undefined && !photo) return;  // the server says what is missing
      event.preventDefault();
      event.stopPropagation();
      const entries = ["version", "note"].map((name) => [name, form.elements.namedItem(name).value]);
      const item = {
        id: Outbox.makeKey(), once: true, owner, at: Date.now(), state: "waiting", code: form.dataset.close, url: form.action,
        uploadUrl: words.uploadUrl, tokenUrl: words.tokenUrl, entries, photos: photo ? [Outbox.makePhoto(photo)] : [],
      };
      try { await Outbox.keep("closings", item); } catch { return form.submit(); }
      await draw();
      Outbox.waitForNetwork();
      sendAll();
    }, true);
  }

  const sendAll = () => Outbox.sendAll({ owner, hear }).then(draw, draw);
  function hear(store, item) {
    if (store !== "closings") return;
    if (item.state === "received") page.querySelector(`[data-stop="${CSS.escape(item.code)}"]`)?.remove();
    draw(item);
  }
  function say(item) {
    if (item.owner !== owner) return words.sayOther;
    if (item.state === "uploading") return words.sayUploading.replace("{n}", item.percent || 0);
    if (item.state === "login") return words.sayLogin;
    if (item.state === "wrong" || item.state === "decided") return Object.values(item.facts?.fields || {}).flat().join(" ");
    return words.sayWaiting;
  }
  function makeButton(label, act) {
    const button = make("button", label, { type: "button", className: "button plain" });
    button.addEventListener("click", act);
    return button;
  }
  async function change(item, more) {
    await Outbox.keep("closings", { ...item, ...more });
    await draw();
    sendAll();
  }
  function drawOne(item) {
    const line = make("li");
    const note = item.entries.find(([name]) => name === "note")?.[1];
    line.dataset.item = item.id;
    line.append(make("b", item.code), make("span", say(item), { className: isWaiting(item) ? "small" : "small error" }));
    if (note) line.append(make("span", `“${note}”`, { className: "small muted" }));
    const actions = make("p", "", { className: "actions" });
    if (item.owner === owner) {
      if (["waiting", "login"].includes(item.state)) actions.append(makeButton(words.doSend, () => change(item, { state: "waiting" })));
      if (item.state === "decided") {
        const entries = [...item.entries, ["late", "1"]];
        actions.append(makeButton(words.doLate, () => change(item, { state: "waiting", id: item.id, entries, once: false })));
      }
      if (item.state !== "uploading") actions.append(makeButton(words.doDrop, async () => { await Outbox.drop("closings", item.id); draw(); }));
    }
    line.append(actions);
    return line;
  }
  async function draw(fresh) {
    const all = (await Outbox.list("closings")).map((item) => fresh?.id === item.id ? { ...item, ...fresh } : item);
    const box = page.querySelector("[data-closings]");
    box.hidden = !all.length;
    box.querySelector("ul").replaceChildren(...all.map(drawOne));
    page.querySelector("[data-offline]").hidden = navigator.onLine;
    for (const stop of page.querySelectorAll("[data-stop]")) {
      const closing = all.some((item) => item.code === stop.dataset.stop && item.owner === owner && isWaiting(item));
      stop.querySelector("details").hidden = closing;
      stop.classList.toggle("closing", closing);
    }
  }
  addEventListener("online", sendAll);
  addEventListener("offline", () => draw());
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.store && hear(data.store, data.item));
  draw().then(() => navigator.onLine && sendAll()).catch(() => {});
  setInterval(() => navigator.onLine && Outbox.list("closings").then((all) => all.some((item) => item.state === "waiting") && sendAll()), 30_000);
})();
