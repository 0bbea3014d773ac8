// The form of a report: suggests, finds the place, and hands everything to the outbox, which sends.
(() => {
  "use strict";
  const form = document.querySelector("form[data-report]");
  const board = document.querySelector("[data-outbox]");
  if (!form || !board || !window.indexedDB) return;
  const words = board.dataset;
  const field = (name) => form.elements.namedItem(name);
  const make = (tag, text = "", facts = {}) => Object.assign(document.createElement(tag), { textContent: text, ...facts });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker).catch(() => {});

  // Category: suggested from words; its questions come at once ------------------------------
  const category = field("category");
  const options = [...category.options].filter((option) => option.value);
  const split = (text) => text.toLowerCase().match(/[a-z0-9]+/g) || [];
  function score(option, said) {
    return (option.dataset.words || "").split(" ").reduce((sum, word) => sum + (said.has(word) ? 3 : word.length > 4 && [...said].some((s) => s.startsWith(word)) ? 2 : 0), 0);
  }
  function suggest() {
    const said = new Set(split(field("description").value));
    const best = options.map((option) => [score(option, said), option]).filter(([points]) => points).sort((a, b) => b[0] - a[0]).slice(0, 3);
    const box = form.querySelector("[data-suggest]");
    box.hidden = !best.length || Boolean(category.value);
    box.querySelector("ul").replaceChildren(...best.map(([, option]) => {
      const button = make("button", option.text, { type: "button", className: "button plain" });
      button.addEventListener("click", () => { category.value = option.value; category.dispatchEvent(new Event("change", { bubbles: true })); category.focus(); });
      const item = make("li");
      item.append(button);
      return item;
    }));
  }
  let asking = field("asked").value;
  function askQuestions() {
    const chosen = category.value;
    const about = form.querySelector("[data-about]");
    if (about) about.textContent = category.selectedOptions[0]?.dataset.explains || "";
    const place = form.querySelector("[data-asked]");
    const mould = document.querySelector(`template[data-questions="${CSS.escape(chosen)}"]`);
    field("asked").value = chosen;
    if (!place || asking === chosen) return;
    asking = chosen;
    place.replaceChildren(...(mould ? [mould.content.cloneNode(true)] : []));
  }
  category.addEventListener("change", () => { askQuestions(); suggest(); });
  field("description").addEventListener("input", suggest);
  askQuestions();
  suggest();

  // Others may have reported the same --------------------------------------------------------
  const similar = form.querySelector("[data-similar]");
  let pause;
  async function lookForSimilar() {
    if (!similar?.dataset.similarUrl || !navigator.onLine || !(category.value || field("description").value.length > 9)) return;
    const asked = new FormData();
    for (const name of ["category", "description", "village_code", "place_words", "lat", "lon"]) asked.append(name, field(name).value);
    try {
      const answer = await fetch(similar.dataset.similarUrl, { method: "POST", body: asked, credentials: "same-origin", headers: { "X-CSRFToken": field("csrfmiddlewaretoken").value } });
      if (!answer.ok) return;
      const fresh = make("template");
      fresh.innerHTML = await answer.text();
      similar.replaceChildren(fresh.content);
    } catch { /* it only helps */ }
  }
  const soon = () => { clearTimeout(pause); pause = setTimeout(lookForSimilar, 900); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);

  // Place: the device's position, or a pin ----------------------------------------------------
  const place = form.querySelector("[data-place]");
  const status = form.querySelector("[data-place-status]");
  const say = (text) => { status.textContent = text; };
  const forget = form.querySelector("[data-forget-place]");
  let map, pin;
  function setPlace(lat, lon, metres = "") {
    field("lat").value = lat === "" ? "" : lat.toFixed(6);
    field("lon").value = lon === "" ? "" : lon.toFixed(6);
    field("accuracy_m").value = metres === "" ? "" : Math.round(metres);
    forget.hidden = lat === "";
    soon();
  }
  form.querySelector("[data-locate]").addEventListener("click", () => {
    if (!navigator.geolocation) return say(place.dataset.sayNone);
    say(place.dataset.sayFinding);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      setPlace(coords.latitude, coords.longitude, coords.accuracy);
      say(place.dataset.sayFound.replace("{n}", Math.round(coords.accuracy)));
      if (map) movePin([coords.latitude, coords.longitude]);
    }, (trouble) => say(trouble.code === 1 ? place.dataset.sayDenied : place.dataset.sayNone), { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
  });
  forget.addEventListener("click", () => { setPlace("", ""); say(""); pin?.remove(); pin = undefined; });

  const load = (tag, facts) => new Promise((done, fail) => {
    document.head.append(Object.assign(document.createElement(tag), { ...facts, onload: done, onerror: fail }));
  });
  function movePin(at, zoom = Math.max(map.getZoom(), box.querySelector(".map").dataset.tiles ? 16 : 12)) {
    const { marker } = box.dataset;
    pin ??= L.marker(at, { draggable: true, autoPan: true, icon: L.icon({ iconUrl: marker, iconSize: [25, 41], iconAnchor: [12, 41] }) }).addTo(map)
      .on("dragend", () => { const to = pin.getLatLng(); setPlace(to.lat, to.lng); });
    pin.setLatLng(at);
    map.setView(at, zoom);
  }
  const box = form.querySelector("[data-map-box]");
  const opener = form.querySelector("[data-pin]");
  opener.addEventListener("click", async () => {
    const element = box.querySelector(".map");
    if (map) {
      element.hidden = !element.hidden;
      return opener.setAttribute("aria-expanded", String(!element.hidden));
    }
    try {
      await Promise.all([load("link", { rel: "stylesheet", href: box.dataset.leafletCss }), load("script", { src: box.dataset.leaflet })]);
      await load("script", { src: box.dataset.basemap });
    } catch { return say(place.dataset.sayNone); }
    map = window.drawBaseMap(element);
    opener.setAttribute("aria-expanded", "true");
    map.on("click", ({ latlng }) => { movePin(latlng, map.getZoom()); setPlace(latlng.lat, latlng.lng); say(place.dataset.sayPin); });
    if (field("lat").value) movePin([Number(field("lat").value), Number(field("lon").value)]);
  });

  // Sending --------------------------------------------------------------------------------------
  const PHOTOS = ["photo", "photo_2", "photo_3"];
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "case_id", ...PHOTOS]);
  const wrong = form.querySelector("[data-wrong]");
  const showTime = (at) => new Date(at).toLocaleString(document.documentElement.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  let current = "";

  function collect() {
    const entries = [...new FormData(form).entries()].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
    const id = Outbox.makeKey();  // never the page's own: a page kept on the device has it twice
    return {
      id, at: Date.now(), state: "waiting", url: form.action, uploadUrl: form.dataset.uploadUrl, tokenUrl: form.dataset.tokenUrl,
      entries: [...entries, ["case_id", id]],
      photos: PHOTOS.flatMap((name) => [...(field(name)?.files || [])]).map(Outbox.makePhoto),
    };
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const item = collect();
    try { await Outbox.keep("reports", item); } catch { return form.submit(); }  // a private window keeps nothing: the ordinary way
    current = item.id;
    wrong.hidden = true;
    form.hidden = true;
    await draw();
    board.scrollIntoView({ block: "start" });
    Outbox.waitForNetwork();
    await sendAll();
  }, true);

  const sendAll = () => Outbox.sendAll({ hear }).then(draw, draw);
  function startAnew() {
    form.reset();
    asking = "";
    askQuestions();
    setPlace("", "");
    try { localStorage.removeItem("draft:" + form.dataset.draftKey); } catch { /* nothing was kept */ }
    for (const name of PHOTOS) field(name)?.dispatchEvent(new Event("change"));
    form.hidden = false;
    current = "";
  }

  function hear(store, item) {
    if (store !== "reports") return;
    if (item.id === current && item.state === "received") {
      startAnew();
      if (!document.hidden) location.assign(item.facts.url);
      return;
    }
    if (item.id === current && item.state === "wrong") showWrong(item);
    if (item.id === current && item.state === "waiting") startAnew();
    draw(item);
  }

  function showWrong(item) {
    const fields = item.facts?.fields || {};
    form.hidden = false;
    wrong.hidden = false;
    for (const old of form.querySelectorAll("[data-said]")) old.remove();
    wrong.querySelector("ul").replaceChildren(...Object.entries(fields).flatMap(([name, said]) => said.map((text) => {
      const input = form.querySelector(`[name="${CSS.escape(name)}"]`);
      const line = make("li");
      input?.closest("details")?.setAttribute("open", "");
      if (input && input.type !== "hidden") {
        const told = make("p", text, { className: "error" });
        told.dataset.said = "";
        input.closest(".field")?.classList.add("bad");
        (input.closest(".photo") || input.closest("fieldset") || input).before(told);
        line.append(make("a", text, { href: "#" + input.id }));
      } else line.append(make("p", text));
      return line;
    })));
    wrong.focus();
  }

  // Puts a report that must be corrected back into the form, its photos too.
  function putBack(item) {
    const said = new Map();
    for (const [name, value] of item.entries) said.set(name, [...(said.get(name) || []), value]);
    category.value = said.get("category")?.[0] || "";
    askQuestions();
    for (const [name, values] of said) {
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (["radio", "checkbox"].includes(input.type)) input.checked = values.includes(input.value);
        else input.value = values[0];
      }
    }
    item.photos.forEach((photo, at) => {
      const hold = new DataTransfer();
      hold.items.add(new File([photo.blob], photo.name, { type: photo.blob.type }));
      const input = field(PHOTOS[at]);
      if (input) { input.files = hold.files; input.dispatchEvent(new Event("change")); }
    });
    current = item.id;
    showWrong(item);
  }

  // What the person sees of it ---------------------------------------------------------------------
  const states = {
    waiting: (item) => item.why === "slow" ? words.saySlow : words.sayWaiting,
    uploading: (item) => words.sayUploading.replace("{n}", item.percent || 0),
    wrong: () => words.sayWrong, login: () => words.sayWrong, decided: () => words.sayWrong,
  };
  function makeButton(label, act) {
    const button = make("button", label, { type: "button", className: "button plain" });
    button.addEventListener("click", act);
    return button;
  }
  function drawWaiting(item) {
    const line = make("li");
    line.append(make("b", words.sayOf.replace("{time}", showTime(item.at))), make("span", states[item.state](item), { className: item.state === "wrong" ? "tag late" : "tag soon" }));
    const actions = make("p", "", { className: "actions" });
    if (item.state === "waiting") actions.append(makeButton(words.doSend, sendAll));
    if (item.state === "wrong") actions.append(makeButton(words.doOpen, () => putBack(item)));
    if (item.state !== "uploading") actions.append(makeButton(words.doDrop, async () => { await Outbox.drop("reports", item.id); if (item.id === current) startAnew(); draw(); }));
    line.dataset.item = item.id;
    line.append(actions);
    return line;
  }
  function drawReceived(item) {
    const line = make("li");
    line.append(make("b", words.sayReceived), make("span", item.code, { className: "code num" }));
    if (item.pin) line.append(make("span", words.sayPin), make("span", item.pin, { className: "code num" }));
    const actions = make("p", "", { className: "actions" });
    actions.append(make("a", words.doTrack, { href: item.link, className: "button plain" }), makeButton(words.doForget, async () => { await Outbox.drop("received", item.id); draw(); }));
    line.append(actions);
    return line;
  }
  async function draw(fresh) {
    const waiting = (await Outbox.list("reports")).map((item) => fresh?.id === item.id ? { ...item, ...fresh } : item);
    const received = await Outbox.list("received");
    const offline = board.querySelector("[data-offline]");
    offline.hidden = navigator.onLine;
    offline.textContent = words.sayOffline;
    board.querySelector("[data-outbox-list]").replaceChildren(...received.map(drawReceived), ...waiting.map(drawWaiting));
    board.hidden = !waiting.length && !received.length && navigator.onLine;
    if (current && !waiting.some((item) => item.id === current)) startAnew();
  }

  addEventListener("online", sendAll);
  addEventListener("offline", () => draw());
  document.addEventListener("visibilitychange", () => document.hidden || draw());
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.store && hear(data.store, data.item));
  draw().then(() => navigator.onLine && sendAll()).catch(() => {});
  setInterval(() => navigator.onLine && Outbox.list("reports").then((all) => all.some((item) => item.state === "waiting") && sendAll()), 30_000);
})();
