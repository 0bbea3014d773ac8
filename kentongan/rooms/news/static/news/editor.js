// Beside the editor's form: the text as it will look, and a draft that keeps itself.
// Without this script the buttons "Preview" and "Keep the draft" do the same.
(() => {
  "use strict";
  const PREVIEW_AFTER = 500, KEEP_AFTER = 4000;
  const form = document.querySelector("form.writing");
  if (!form) return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  for (const box of form.querySelectorAll("[data-preview-of]")) {
    const area = document.getElementById(box.dataset.previewOf);
    const shown = box.querySelector("[data-preview]");
    let wait, asked = 0;
    const draw = async () => {
      const mine = ++asked;
      const body = new URLSearchParams({ body: area.value, article: form.dataset.article || "" });
      const answer = await fetch(form.dataset.previewUrl, {
        method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin",
      }).catch(() => null);
      if (!answer?.ok || mine !== asked) return;
      shown.innerHTML = await answer.text();
      box.hidden = !area.value.trim();
    };
    area.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(draw, PREVIEW_AFTER); });
    if (area.value.trim()) draw();
  }

  if (form.dataset.autosave === undefined) return;
  const said = form.querySelector("[data-autosaved]");
  const version = form.querySelector("[name=version]");
  let wait, isSending = false;
  const keep = async () => {
    if (isSending) { wait = setTimeout(keep, KEEP_AFTER); return; }
    isSending = true;
    const answer = await fetch(form.action || location.href, {
      method: "POST", body: new FormData(form), headers: { "X-CSRFToken": token, "X-Autosave": "1" },
      credentials: "same-origin",
    }).catch(() => null);
    isSending = false;
    if (!answer || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) return;
    const told = await answer.json();
    if (told.version) version.value = told.version;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    said.textContent = told.said || form.dataset.saidKept.replace("{time}", time);
  };
  form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(keep, KEEP_AFTER); });
  form.addEventListener("submit", () => clearTimeout(wait));
})();
