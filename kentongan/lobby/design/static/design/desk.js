// Keys for the desk: j and k walk the list, Enter opens, e goes to the next action, ? shows the keys.
(() => {
  "use strict";
  const links = () => [...document.querySelectorAll("[data-desk-list] a[data-case]")];
  const help = document.getElementById("keys");

  function walk(step) {
    const all = links();
    if (!all.length) return;
    let at = all.indexOf(document.activeElement);
    if (at < 0) {
      at = all.findIndex((link) => link.hasAttribute("aria-current"));
      if (at < 0) at = step > 0 ? -1 : all.length;
    }
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    e: () => document.querySelector("[data-desk-next]")?.focus(),
    "?": () => help?.showModal?.(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) help?.showModal?.();
  });
})();
