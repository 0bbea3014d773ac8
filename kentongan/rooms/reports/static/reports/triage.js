// Deciding by keyboard: j k walk, a accepts, g joins, d drops, e edits, u takes back. Without this
// script every button is an ordinary form.
(() => {
  "use strict";
  const again = document.querySelector("[data-again]");
  if (again) setTimeout(() => location.reload(), 1000 * Number(again.dataset.again));
  const list = document.querySelector("[data-triage]");
  if (!list) return;
  const announcer = document.getElementById("announcer");
  const counter = document.querySelector("[data-waiting]");
  const open = () => [...list.querySelectorAll("[data-proposal]")];
  const here = () => document.activeElement?.closest?.("[data-proposal]") ?? null;
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
    if (form.dataset.form !== "undo") go(next); // the next key is for the next one, however slow the network
    const body = new FormData(form, button);
    try {
      const way = button?.hasAttribute("formaction") ? button.formAction : form.action;
      const answer = await fetch(way, { method: "POST", body, headers: { "X-Part": "1" }, credentials: "same-origin" });
      const html = await answer.text();
      if (!answer.ok && answer.status !== 422) return form.submit();
      const fresh = put(item, html);
      if (fresh.matches("[data-decided]")) {
        decided.push(fresh);
        count(-1);
        announcer.textContent = fresh.querySelector("b").textContent;
        if (!open().length) document.querySelector(".pager a[rel=next]")?.focus();
      } else {
        if (form.dataset.form === "undo") count(1);
        go(fresh);
        announcer.textContent = fresh.querySelector("[role=alert]")?.textContent ?? "";
      }
    } catch {
      delete item.dataset.busy;
      go(item);
      announcer.textContent = list.dataset.cut ?? "";
    }
  }

  list.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    delete form.dataset.sent;
    sent = Promise.all([sent, send(form, event.submitter)]);
  }, true);

  const press = (key) => here()?.querySelector(`[data-key="${key}"]`)?.click();
  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    a: () => press("a"),
    d: () => press("d"),
    e: () => here()?.querySelector("[data-edit]")?.focus(),
    g: () => here()?.querySelector("[data-join]")?.focus(),
    u: () => sent.then(() => decided.pop()?.querySelector("[data-key=u]")?.click()),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && here()) return go(here());
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
