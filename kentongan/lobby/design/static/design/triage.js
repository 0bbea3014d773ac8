// Deciding a queue by keyboard: j k walk, u takes back, any other key does what an element of the
// item names: data-key is pressed, data-focus is gone to (Ctrl+Enter there presses its data-key).
// The next item has the focus as soon as a key is pressed, however slow the network is. Without this
// script every button is an ordinary form.
(() => {
  "use strict";
  const list = document.querySelector("[data-triage]");
  if (!list) return;
  const announcer = document.getElementById("announcer");
  const counter = document.querySelector("[data-waiting]");
  const open = () => [...list.querySelectorAll("[data-item]")];
  const here = () => document.activeElement?.closest?.("[data-item]") ?? null;
  const decided = [];
  let sent = Promise.resolve(); // all that is under way; taking back waits for it

  function go(item) {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
  function walk(step) {
    const all = open();
    const at = all.indexOf(here());
    go(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
  }
  function leave(item) {
    const all = open();
    const at = all.indexOf(item);
    go(all[at + 1] ?? all[at - 1]);
  }
  function count(step) {
    if (counter) counter.textContent = String(Math.max(0, Number(counter.textContent.replace(/\D/g, "")) + step));
  }
  function put(item, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector("article");
    item.replaceWith(fresh);
    return fresh;
  }
  function tellCut(item) {
    delete item.dataset.busy;
    const words = item.querySelector("[data-said]") ?? item.appendChild(document.createElement("p"));
    Object.assign(words, { className: "said late", textContent: list.dataset.cut });
    words.dataset.said = "";
    announcer.textContent = list.dataset.cut;
    go(item);
  }
  function show(item, fresh) {
    if (fresh.matches("[data-decided]")) {
      decided.push(fresh);
      count(-1);
      announcer.textContent = fresh.querySelector("b").textContent;
      if (!open().length) document.querySelector(".pager a[rel=next]")?.focus();
      return;
    }
    if (item.matches("[data-decided]")) count(1);
    announcer.textContent = fresh.querySelector("[role=alert]")?.textContent ?? "";
    go(fresh);
  }

  async function send(form, button) {
    const item = form.closest("article");
    if (item.dataset.busy) return;
    item.dataset.busy = "1";
    if (item.matches("[data-item]")) leave(item);
    try {
      const way = button?.hasAttribute("formaction") ? button.formAction : form.action;
      const body = new FormData(form, button);
      const answer = await fetch(way, { method: "POST", body, headers: { "X-Part": "1" }, credentials: "same-origin" });
      if (answer.status >= 500) return tellCut(item);
      const html = await answer.text();
      if (!html.trimStart().startsWith("<article")) return location.reload(); // logged out, or gone
      show(item, put(item, html));
    } catch {
      tellCut(item);
    }
  }

  list.addEventListener("submit", (event) => {
    event.preventDefault();
    delete event.target.dataset.sent;
    sent = Promise.all([sent, send(event.target, event.submitter)]);
  }, true);

  function act(key) {
    const aim = here()?.querySelector(`[data-focus="${key}"]`);
    if (aim) return aim.focus();
    here()?.querySelector(`[data-key="${key}"]`)?.click();
  }
  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    u: () => sent.then(() => decided.pop()?.querySelector("[data-key=u]")?.click()),
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-focus]");
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key === "Enter" && field) here()?.querySelector(`[data-key="${field.dataset.focus}"]`)?.click();
      return;
    }
    if (event.key === "Escape" && here()) return go(here());
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!/^[a-z]$/.test(event.key)) return;
    if (KEYS[event.key] || here()) event.preventDefault();
    (KEYS[event.key] ?? (() => act(event.key)))();
  });
})();
