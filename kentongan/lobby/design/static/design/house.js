// Small helps on every page. Everything here works without it.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  // A form is sent once. The button stays able to send its own value, then rests.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.guard === "off" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
  // Coming back by the back button, or after an answer put into the page: forms can be sent again.
  const release = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  };
  addEventListener("pageshow", (event) => event.persisted && release());
  addEventListener("htmx:afterRequest", release);

  // autofocus does this where a browser knows it on any element.
  requestAnimationFrame(() => setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector("[data-errors]")?.focus();
  }));

  // A page that shows how far something is looks again by itself.
  const again = document.querySelector("[data-again]");
  if (again) setTimeout(() => location.reload(), 1000 * Number(again.dataset.again));

  // The menu of small screens closes with Escape or a tap elsewhere.
  const menu = document.querySelector("details.menu");
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu?.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
    if (event.target.closest?.("[data-print]")) print();
  });

  // The server says that a draft has arrived: the device forgets its copy.
  for (const mark of document.querySelectorAll("[data-draft-done]")) {
    const start = "draft:" + mark.dataset.draftDone;
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(start)) localStorage.removeItem(key);
    } catch { /* the device keeps nothing: fine */ }
  }
})();
