// Deciding by keyboard: j k walk, a accepts, s spam, b leaves shown, r goes to the reason and then
// refuses, u takes back. Without this script every button is an ordinary form.
(() => {
  "use strict";
  const list = document.querySelector("[data-queue]");
  if (!list) return;
  const announcer = document.getElementById("announcer");
  const counter = document.querySelector("[data-waiting]");
  const open = () => [...list.querySelectorAll("[data-item]")];
  const here = () => document.activeElement?.closest?.("[data-item]") ?? null;
  const decided = [];

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

  async function send(form, button) {
    const item = form.closest("article");
    if (item.dataset.busy) return;
    item.dataset.busy = "1";
    const all = open();
    const next = all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1];
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button), headers: { "X-Part": "1" }, credentials: "same-origin" });
      const html = await answer.text();
      if (!html.trimStart().startsWith("<article")) return location.reload();
      const fresh = put(item, html);
      if (fresh.matches("[data-decided]")) {
        decided.push(fresh);
        count(-1);
        announcer.textContent = fresh.querySelector("b").textContent;
        if (next) go(next);
        else if (!open().length) document.querySelector(".pager a[rel=next]")?.focus();
      } else {
        if (item.matches("[data-decided]")) count(1);
        go(fresh);
        const said = fresh.querySelector("[role=alert]")?.textContent ?? "";
        announcer.textContent = said;
        if (said) fresh.querySelector("[data-reason]")?.focus();
      }
    } catch {
      delete item.dataset.busy;
      announcer.textContent = list.dataset.cut ?? "";
    }
  }

  list.addEventListener("submit", (event) => {
    event.preventDefault();
    delete event.target.dataset.sent;
    send(event.target, event.submitter);
  }, true);

  const press = (key) => here()?.querySelector(`[data-key="${key}"]`)?.click();
  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    a: () => press("a"),
    s: () => press("s"),
    b: () => press("b"),
    r: () => here()?.querySelector("[data-reason]")?.focus(),
    u: () => decided.pop()?.querySelector("[data-key=u]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      const isReason = event.key === "Enter" && event.target.matches?.("[data-reason]");
      if (isReason) here()?.querySelector('[data-key="r"]')?.click();
      return;
    }
    if (event.key === "Escape" && here()) return go(here());
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
