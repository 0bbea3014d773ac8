// Keeps a part of the page fresh: <div data-live data-live-url data-live-token data-live-fragment>.
// Listens to the stream; when it fails, asks every 10 seconds. Never takes away what one types.
(() => {
  "use strict";
  const POLL = 10_000;
  const RETRY = 60_000;
  const announcer = document.getElementById("announcer");

  function isBusy(part) {
    const field = document.activeElement;
    return part.contains(field) && field.matches("input, textarea, select") || part.querySelector("details[data-busy][open]");
  }

  function follow(part) {
    const { liveUrl, liveToken, liveFragment, liveSay } = part.dataset;
    let stream, poll, waiting, last = null;

    async function refresh() {
      if (document.hidden || isBusy(part)) return;
      const focused = part.contains(document.activeElement) && document.activeElement.id;
      const answer = await fetch(liveFragment, { headers: { "X-Live": "1" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const html = await answer.text();
      const isFirst = last === null;
      if (html === last) return;
      last = html;
      if (isFirst && html.trim() === part.innerHTML.trim()) return;
      part.innerHTML = html;
      window.htmx?.process(part);
      part.classList.add("fresh");
      setTimeout(() => part.classList.remove("fresh"), 2500);
      if (focused) document.getElementById(focused)?.focus();
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
      let wasLost = false;
      stream.onopen = () => { stopPolling(); if (wasLost) soon(); wasLost = false; };
      stream.onmessage = soon;
      stream.onerror = () => {
        wasLost = true;
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
