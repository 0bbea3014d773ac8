// Computes the retribution while somebody types. Without it the button does the same.
(() => {
  "use strict";
  const form = document.querySelector("form[data-estimate]");
  const place = document.getElementById("perkiraan");
  if (!form || !place) return;
  form.querySelector("[data-compute]")?.closest("p").setAttribute("hidden", "");
  let waiting, asked = 0;

  const ask = async () => {
    const mine = ++asked;
    const body = new FormData(form);
    body.delete("once");
    try {
      const answer = await fetch(form.dataset.estimate, { method: "POST", body, headers: { "X-Part": "1" }, credentials: "same-origin" });
      if (!answer.ok || mine !== asked) return;
      const isOpen = place.querySelector("details")?.open;
      place.innerHTML = await answer.text();
      if (isOpen) place.querySelector("details")?.setAttribute("open", "");
    } catch { /* without network the amount is computed when the page is sent */ }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
})();
