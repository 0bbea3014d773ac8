// Puts a field above a long list: typing a part of a name leaves only what fits.
// Without this script the list is an ordinary one, grouped by district.
(() => {
  "use strict";
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "");

  function add(list) {
    const all = [...list.children].map((part) => part.cloneNode(true));
    const line = document.createElement("input");
    const told = document.createElement("span");
    line.type = "search";
    line.autocomplete = "off";
    line.placeholder = list.dataset.filter;
    line.setAttribute("aria-label", list.dataset.filter);
    line.setAttribute("data-no-draft", "");
    told.className = "hint";
    told.setAttribute("role", "status");
    list.before(line, told);

    const fits = (option, asked) => !option.value || plain(option.textContent).includes(asked);
    function narrow() {
      const asked = plain(line.value);
      const chosen = list.value;
      const kept = all.map((part) => {
        const copy = part.cloneNode(true);
        if (copy.tagName === "OPTION") return fits(copy, asked) ? copy : null;
        if (asked && plain(copy.label).includes(asked)) return copy;
        for (const option of [...copy.children]) if (!fits(option, asked)) option.remove();
        return copy.children.length ? copy : null;
      }).filter(Boolean);
      list.replaceChildren(...kept);
      const left = [...list.options].filter((option) => option.value);
      list.value = asked && left.length === 1 ? left[0].value : left.some((o) => o.value === chosen) ? chosen : "";
      told.textContent = asked ? list.dataset.filterFound.replace("{n}", left.length) : "";
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
    line.addEventListener("input", narrow);
    // Enter chooses what is left instead of sending the form.
    line.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); list.focus(); } });
  }

  for (const list of document.querySelectorAll("select[data-filter]")) add(list);
})();
