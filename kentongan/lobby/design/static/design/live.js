// Keeps a part of the page fresh: <div data-live data-live-url data-live-token data-live-fragment>.
// Listens to the stream; when it fails, asks every 10 seconds. Never takes away what one types.
(() => {
  "use strict";
  const POLL = 10_000;
  const RETRY = 60_000;
  const LATER = 3_000;
  const announcer = document.getElementById("announcer");

  function isBusy(part) {
    const field = document.activeElement;
    return part.contains(field) && field.matches("input, textarea, select") || part.querySelector("details[data-busy][open]");
  }

  const nameOf = (node) => node.id ? `#${CSS.escape(node.id)}`
    : node.getAttribute("href") ? `a[href="${CSS.escape(node.getAttribute("href"))}"]` : "";
  const wordsOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

  function follow(part) {
    const { liveUrl, liveToken, liveFragment, liveSay } = part.dataset;
    let stream, poll, waiting;

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
    const startPolling = () => { poll ??= setInterval(soon, POLL); };
    const stopPolling = () => { clearInterval(poll); poll = undefined; };

    function listen() {
      if (!liveUrl || !window.EventSource) return startPolling();
      const url = new URL(liveUrl, location.href);
      if (liveToken) url.searchParams.set("token", liveToken);
      stream = new EventSource(url);
      // What happened before the stream was open was not heard: look once.
      stream.onopen = () => { stopPolling(); soon(); };
      for (const kind of ["change", "refresh", "message"]) stream.addEventListener(kind, soon);
      stream.onerror = () => {
        startPolling();
        if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
      };
    }
    listen();
    document.addEventListener("visibilitychange", () => document.hidden || soon());
    addEventListener("pagehide", () => stream?.close());
    addEventListener("pageshow", (event) => event.persisted && (listen(), soon()));
  }

  for (const part of document.querySelectorAll("[data-live]")) follow(part);
})();
