// Keeps a part of the page fresh: <div data-live data-live-url data-live-token data-live-fragment>.
// Parts with the same address and token share one stream; data-live-topics="case:" hears only those.
// Listens to the stream; when it fails, asks every 10 seconds. Never takes away what one types.
(() => {
  "use strict";
  const POLL = 10_000;
  const RETRY = 60_000;
  const LATER = 3_000;
  const announcer = document.getElementById("announcer");
  const streams = new Map();

  function isBusy(part) {
    const field = document.activeElement;
    return part.contains(field) && field.matches("input, textarea, select") || part.querySelector("details[data-busy][open]");
  }

  const nameOf = (node) => node.id ? `#${CSS.escape(node.id)}`
    : node.getAttribute("href") ? `a[href="${CSS.escape(node.getAttribute("href"))}"]` : "";
  const wordsOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

  function readTopic(event) {
    try { return JSON.parse(event.data).topic ?? ""; } catch { return ""; }
  }

  // One stream for all parts that hear the same: a browser opens few connections to one server.
  // An empty topic means that something may have been missed.
  function listenTo(address, hear) {
    if (streams.has(address)) return streams.get(address).add(hear);
    const hearers = new Set([hear]);
    streams.set(address, hearers);
    let stream, poll;
    const tell = (topic) => hearers.forEach((each) => each(topic));
    const startPolling = () => { poll ??= setInterval(tell, POLL, ""); };
    const stopPolling = () => { clearInterval(poll); poll = undefined; };

    function listen() {
      if (!address || !window.EventSource) return startPolling();
      stream = new EventSource(address);
      // What happened before the stream was open was not heard: look once.
      stream.onopen = () => { stopPolling(); tell(""); };
      for (const kind of ["change", "refresh", "message"]) stream.addEventListener(kind, (event) => tell(readTopic(event)));
      stream.onerror = () => {
        startPolling();
        if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
      };
    }
    listen();
    document.addEventListener("visibilitychange", () => document.hidden || tell(""));
    addEventListener("pagehide", () => stream?.close());
    addEventListener("pageshow", (event) => event.persisted && (listen(), tell("")));
  }

  function makeAddress({ liveUrl, liveToken }) {
    if (!liveUrl) return "";
    const url = new URL(liveUrl, location.href);
    if (liveToken) url.searchParams.set("token", liveToken);
    return url.href;
  }

  function follow(part) {
    const { liveTopics, liveFragment, liveSay } = part.dataset;
    let waiting;

    async function refresh() {
      if (document.hidden) return;
      if (isBusy(part)) return void setTimeout(soon, LATER);
      const focused = part.contains(document.activeElement) ? nameOf(document.activeElement) : "";
      const answer = await fetch(liveFragment, { headers: { "X-Live": "1" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = document.createElement("template");
      fresh.innerHTML = await answer.text();
      // Keys of forms differ each time; what a person reads decides whether it is new.
      if (wordsOf(fresh.content) === wordsOf(part) || isBusy(part)) return;
      part.replaceChildren(fresh.content);
      window.htmx?.process(part);
      part.classList.add("fresh");
      setTimeout(() => part.classList.remove("fresh"), 2500);
      if (focused) part.querySelector(focused)?.focus();
      if (liveSay && announcer) announcer.textContent = liveSay;
      part.dispatchEvent(new CustomEvent("live:fresh", { bubbles: true }));
    }
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(() => refresh().catch(() => {}), 120); };
    listenTo(makeAddress(part.dataset), (topic) => {
      if (!topic || topic.startsWith(liveTopics ?? "")) soon();
    });
  }

  for (const part of document.querySelectorAll("[data-live]")) follow(part);
})();
