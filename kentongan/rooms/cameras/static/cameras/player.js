// Shows cameras live: <figure data-camera data-camera-address data-camera-token data-camera-key>.
// Film comes over a WebSocket as fragments of MP4 and is played by Media Source Extensions.
// Words that are shown stand on the element with [data-camera-words].
(() => {
  "use strict";
  const LATE = 1.5, SLOW = 0.8, CLOSE = 0.25; // seconds behind live: jump, hurry, where a jump lands
  const TICK = 500, SILENT = 6_000, HIDDEN = 5_000;
  const QUICK = 30, SHORTEST = 500, LONGEST = 4_000;
  const KEEP = 12, MOST_WAITING = 24_000_000;
  const Source = window.ManagedMediaSource ?? window.MediaSource;
  const words = document.querySelector("[data-camera-words]")?.dataset ?? {};
  const announcer = document.getElementById("announcer");
  const language = document.documentElement.lang || "id";

  const number = (value) => value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const clock = (ms) => new Date(ms).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const nameWord = (text) => text.replace(/[-_](\w)/g, (_, letter) => letter.toUpperCase());
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  class Player {
    constructor(tile) {
      this.tile = tile;
      this.video = tile.querySelector("video");
      this.tag = tile.querySelector("[data-camera-state]");
      this.note = tile.querySelector("[data-camera-note]");
      this.name = tile.dataset.cameraName ?? "";
      this.token = tile.dataset.cameraToken;
      this.address = tile.dataset.cameraAddress;
      this.pause = SHORTEST;
      this.pictureAt = 0;
      this.kind = "";
      this.isOver = this.isResting = this.isWaiting = false;
      this.video.muted = true;
      this.video.disableRemotePlayback = true;
      this.video.addEventListener("error", () => this.again());
      this.video.addEventListener("timeupdate", () => this.video.currentTime > 0 && this.seen());
      this.ticking = setInterval(() => this.tick(), TICK);
      this.open();
    }

    // --- socket ---
    open() {
      if (this.isOver || this.socket || this.isResting) return;
      if (!this.token) return void this.begin();
      const url = new URL(`${this.address}/camera`, location.href);
      url.protocol = url.protocol.replace("http", "ws");
      url.searchParams.set("token", this.token);
      if (this.tile.dataset.cameraKey) this.token = ""; // it opens one socket
      const socket = this.socket = new WebSocket(url);
      let wasOpen = false;
      socket.binaryType = "arraybuffer";
      socket.onopen = () => { wasOpen = true; this.heardAt = performance.now(); };
      socket.onmessage = ({ data }) => {
        if (socket !== this.socket) return;
        this.heardAt = performance.now();
        if (typeof data === "string") this.hear(JSON.parse(data));
        else this.append(data);
      };
      socket.onclose = () => {
        if (socket !== this.socket) return;
        this.socket = undefined;
        this.retry(!wasOpen);
      };
    }

    close() {
      const socket = this.socket;
      this.socket = undefined;
      socket?.close();
    }

    // Not let in: the token is too old or the right has ended. The page's own session knows which.
    async retry(wasRefused) {
      if (this.isOver || this.isResting || this.isWaiting) return;
      this.isWaiting = true;
      this.say("lost");
      await new Promise((go) => setTimeout(go, this.pause * (0.6 + 0.4 * Math.random())));
      this.pause = Math.min(this.pause * 2, LONGEST);
      await this.renew(wasRefused ? this.address : "");
      this.isWaiting = false;
      this.open();
    }

    async begin() {
      if (this.isWaiting) return;
      this.isWaiting = true;
      this.say("dialling");
      await this.renew();
      this.isWaiting = false;
      if (this.token) this.open();
      else this.retry(false);
    }

    async renew(avoid = "") {
      const { cameraKey } = this.tile.dataset;
      if (!cameraKey) return;
      try {
        const answer = await fetch(cameraKey, {
          method: "POST", credentials: "same-origin", redirect: "manual",
          headers: { "X-CSRFToken": csrf(), Accept: "application/json" },
          body: new URLSearchParams({ look: this.look ?? "", avoid }),
        });
        if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return this.end("rights");
        if (!answer.ok) return;
        const told = await answer.json();
        this.token = told.token;
        this.look = told.look;
        this.address = this.movedTo || told.address;
        this.movedTo = "";
      } catch { /* the web is away, too: try again later */ }
    }

    hear(message) {
      if (message.kind === "start") return this.start(message);
      if (message.kind === "moved") { this.address = this.movedTo = message.to; this.pause = QUICK; return this.restart(); }
      if (message.kind === "end") return message.why === "unsure" ? this.restart() : this.end(message.why);
      if (message.since) this.pictureAt = message.since * 1000;
      this.isDown = message.state === "down";
      this.say(this.isDown ? message.reason : "dialling", message.detail);
    }

    restart() { this.close(); this.drop(); this.retry(false); }

    end(why) {
      this.isOver = true;
      this.close();
      this.drop();
      this.say(why === "rights" ? "ended" : why);
      clearInterval(this.ticking);
    }

    // --- film ---
    start({ mime }) {
      this.isDown = false;
      this.arrivedAt = performance.now();
      if (this.media?.readyState === "open" && this.mime === mime && this.belongs === this.socket) return;
      this.drop();
      this.belongs = this.socket;
      this.mime = mime;
      this.waiting = [];
      if (!Source?.isTypeSupported(mime)) { this.tile.dispatchEvent(new CustomEvent("camera:pictures")); return this.end("codec"); }
      const media = this.media = new Source();
      this.url = URL.createObjectURL(media);
      this.video.src = this.url;
      media.addEventListener("sourceopen", () => {
        if (media !== this.media) return;
        this.buffer = media.addSourceBuffer(mime);
        this.buffer.addEventListener("updateend", () => { this.keepUp(); this.feed(); });
        this.buffer.addEventListener("error", () => this.again());
        this.feed();
      }, { once: true });
    }

    append(data) {
      if (!this.waiting) return;
      this.waiting.push(data);
      this.arrivedAt = performance.now();
      if (this.waiting.reduce((sum, one) => sum + one.byteLength, 0) > MOST_WAITING) return this.again();
      this.feed();
    }

    feed() {
      const { buffer } = this;
      if (!buffer || buffer.updating || !this.waiting.length || this.media.readyState !== "open") return;
      try {
        const end = this.video.currentTime - KEEP;
        if (buffer.buffered.length && buffer.buffered.start(0) < end - KEEP) return buffer.remove(0, end);
        buffer.appendBuffer(this.waiting.shift());
      } catch { this.again(); }
    }

    // The film is broken: build it anew from a fresh socket.
    again() { if (!this.isOver && this.media) this.restart(); }

    drop() {
      this.waiting = this.buffer = this.media = undefined;
      if (this.url) URL.revokeObjectURL(this.url);
      this.url = undefined;
      if (this.video.hasAttribute("src")) { this.video.removeAttribute("src"); this.video.load(); }
    }

    behind() {
      const { buffered, currentTime } = this.video;
      return buffered.length ? buffered.end(buffered.length - 1) - currentTime : NaN;
    }

    // Media Source forgives no gap: jump over it, and to live when too late.
    keepUp() {
      const { video } = this, { buffered } = video;
      if (!buffered.length) return;
      const last = buffered.length - 1, end = buffered.end(last), behind = end - video.currentTime;
      if (behind > LATE || video.currentTime < buffered.start(last)) {
        video.currentTime = Math.max(buffered.start(last), end - CLOSE);
      }
      const rate = behind > SLOW ? 1.1 : 1;
      if (video.playbackRate !== rate) video.playbackRate = rate;
      if (video.paused && !this.isResting) video.play().catch(() => {});
    }

    // --- what is said ---
    seen() {
      this.pictureAt = Date.now();
      this.pause = SHORTEST;
      if (!this.tile.dataset.cameraFirst) this.tile.dataset.cameraFirst = String(Math.round(performance.now()));
    }

    tick() {
      if (this.isOver || this.isResting || !this.socket) return;
      const silent = performance.now() - (this.arrivedAt ?? this.heardAt ?? 0);
      if (this.media && !this.isDown && this.heardAt && silent > SILENT) return this.say("stalled"), this.again();
      const behind = this.behind();
      if (!this.media || this.isDown || Number.isNaN(behind) || !this.video.currentTime) return;
      const seconds = Math.max(behind, 0) + (silent > 300 ? silent / 1000 : 0);
      this.say("live", number(seconds));
      if (silent < TICK * 2) this.keepUp();
    }

    say(kind, detail = "") {
      const said = kind === "live" && this.tile.querySelector(".tile-fault") ? "received" : kind;
      const word = words[nameWord(`say-${said}`)] ?? words.sayLost ?? kind;
      const text = word.replace("{}", detail);
      this.tile.dataset.cameraNow = kind;
      if (this.tag && this.tag.textContent !== text) this.tag.textContent = text;
      if (kind === this.kind) return;
      const last = this.kind;
      this.kind = kind;
      if (this.note) {
        const since = this.pictureAt ? (words.saySince ?? "").replace("{}", clock(this.pictureAt)) : "";
        this.note.textContent = ["live", "dialling"].includes(kind) ? "" : since;
      }
      if (announcer && last && (kind === "live") !== (last === "live")) announcer.textContent = `${this.name}: ${text}`;
    }

    // A hidden page looks at nothing.
    rest() { this.isResting = true; this.close(); this.drop(); this.say("resting"); }

    wake() { this.isResting = false; this.pause = SHORTEST; this.open(); }
  }

  // Single pictures for weak networks: asked anew every few seconds, the next after the last came.
  function followPictures(tile) {
    const image = tile.querySelector("img[data-camera-pictures]");
    const every = Number(image.dataset.cameraPictures) * 1000 || 5_000;
    const tag = tile.querySelector("[data-camera-state]");
    const address = image.getAttribute("src").split("?")[0];
    let at = 0;
    const later = () => setTimeout(ask, every);
    function ask() {
      if (document.hidden) return later();
      const next = new Image();
      next.onload = () => { image.src = next.src; at = Date.now(); show("sayPicture"); later(); };
      next.onerror = () => { show(at ? "saySince" : "sayLost"); later(); };
      next.src = `${address}?t=${Date.now()}`;
    }
    function show(word) {
      if (tag) tag.textContent = (words[word] ?? "").replace("{}", clock(at || Date.now()));
    }
    later();
  }

  const players = [...document.querySelectorAll("[data-camera]")].map((tile) => new Player(tile));
  document.querySelectorAll("[data-camera-still]").forEach(followPictures);
  let hiding;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => players.forEach((one) => one.isOver || one.rest()), HIDDEN);
    else players.forEach((one) => one.isResting && one.wake());
  });
  addEventListener("pagehide", () => players.forEach((one) => one.close()));
  addEventListener("pageshow", (event) => event.persisted && players.forEach((one) => one.isOver || one.wake()));
})();
