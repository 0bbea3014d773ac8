// A button that copies a text area. Without it the text can be marked by hand.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    if (!text) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy");
      }
      const said = button.parentElement.querySelector("[data-copy-said]");
      if (said) said.textContent = text.dataset.copied;
    });
  }
})();
