// Keeps the answers of <form data-draft-key="…"> on this device until the server has them.
// Never keeps files, secrets, hidden fields or fields marked data-no-draft. Forgets after a week.
(() => {
  "use strict";
  const WEEK = 7 * 24 * 3600 * 1000;
  const SKIPPED = new Set(["file", "password", "hidden", "submit", "button"]);

  const fieldsOf = (form) => [...form.elements].filter(
    (field) => field.name && !SKIPPED.has(field.type) && field.dataset.noDraft === undefined);
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";

  function collect(form) {
    const answers = {};
    for (const field of fieldsOf(form)) {
      if (!isTick(field)) answers[field.name] = field.value;
      else if (field.checked) (answers[field.name] ??= []).push(field.value);
    }
    return answers;
  }

  // Only what is still empty is filled, so what the server knows always wins.
  function putBack(form, answers) {
    const ticked = new Set(fieldsOf(form).filter((f) => isTick(f) && f.checked).map((f) => f.name));
    let changed = 0;
    for (const field of fieldsOf(form)) {
      const kept = answers[field.name];
      if (kept === undefined) continue;
      if (isTick(field)) {
        if (ticked.has(field.name) || !kept.includes(field.value)) continue;
        field.checked = true;
      } else {
        if (field.value || !kept) continue;
        field.value = kept;
      }
      changed += 1;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return changed;
  }

  function keep(form) {
    const key = "draft:" + form.dataset.draftKey;
    const note = form.querySelector("[data-draft-note]");
    const say = (text) => {
      if (!note) return;
      note.hidden = false;
      note.querySelector("[role=status]").textContent = text;
    };
    const forget = () => { localStorage.removeItem(key); if (note) note.hidden = true; };

    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (kept && Date.now() - kept.at > WEEK) localStorage.removeItem(key);
    else if (kept) say(putBack(form, kept.answers) ? note?.dataset.back : "");

    let wait;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), answers: collect(form) }));
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say((note?.dataset.kept || "").replace("{time}", time));
      }, 400);
    });
    note?.querySelector("[data-draft-clear-button]")?.addEventListener("click", () => {
      clearTimeout(wait);
      form.reset();
      forget();
    });
  }

  try {
    for (const form of document.querySelectorAll("form[data-draft-key]")) keep(form);
  } catch { /* private window or full storage: the form works without a draft */ }
})();
