// The small window is opened once and used again; a stream that cannot be played says so.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-small]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const small = open(link.href, "radio", "popup,width=400,height=420");
    if (!small) return;
    event.preventDefault();
    small.focus();
    for (const player of document.querySelectorAll("[data-player]")) player.pause();
  });
  for (const player of document.querySelectorAll("[data-player]")) {
    const silent = player.parentElement.querySelector("[data-silent]");
    const say = () => { if (silent) silent.hidden = false; };
    // HLS is played by browsers that know it themselves; others get the address of the stream.
    const kind = player.querySelector("source")?.type ?? "";
    if (kind && !player.canPlayType(kind)) say();
    player.addEventListener("error", say, true);
    player.addEventListener("playing", () => {
      if (silent) silent.hidden = true;
      if ("mediaSession" in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title: player.dataset.name });
      for (const other of document.querySelectorAll("[data-player]")) if (other !== player) other.pause();
    });
    // A paused live stream would go on where it stopped: begin with what is on air now.
    player.addEventListener("pause", () => { player.dataset.paused = "1"; });
    player.addEventListener("play", () => {
      if (!player.dataset.paused) return;
      delete player.dataset.paused;
      player.load();
      player.play().catch(say);
    });
  }
})();
