// Asks the device where it is, rounds that to about a kilometre, and only then sends it.
"use strict";
(() => {
  const form = document.querySelector("[data-near-form]");
  const ask = form && form.querySelector("[data-near-ask]");
  if (!ask) return;
  if (!("geolocation" in navigator)) { ask.hidden = true; return; }
  ask.addEventListener("click", () => {
    ask.disabled = true;
    navigator.geolocation.getCurrentPosition((found) => {
      form.elements.lat.value = found.coords.latitude.toFixed(2);
      form.elements.lon.value = found.coords.longitude.toFixed(2);
      form.requestSubmit();
    }, () => { ask.hidden = true; form.elements.desa.focus(); }, { timeout: 10000, maximumAge: 600000 });
  });
})();
