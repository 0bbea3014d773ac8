// Makes a chosen photo small before it travels over a weak signal, and shows it.
// The server checks and shrinks again; this only saves the person's time and money.
(() => {
  "use strict";
  const LONGEST = 1600;
  const SMALL_ENOUGH = 400_000;

  async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    if (scale === 1 && file.size <= SMALL_ENOUGH) return { file, canvas };
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    if (!blob || blob.size >= file.size) return { file, canvas };
    const name = file.name.replace(/\.[^.]+$/, "") + ".jpg";
    return { file: new File([blob], name, { type: "image/jpeg" }), canvas };
  }

  function say(box, text) {
    const output = box.querySelector("output") || box.appendChild(document.createElement("output"));
    output.textContent = text;
  }

  async function take(box, input) {
    const chosen = input.files[0];
    box.querySelector("canvas")?.remove();
    if (!chosen) return say(box, "");
    let file = chosen;
    if (chosen.type.startsWith("image/") && input.files.length === 1) {
      try {
        const small = await shrink(chosen);
        file = small.file;
        if (file !== chosen) {
          const hold = new DataTransfer();
          hold.items.add(file);
          input.files = hold.files;
        }
        box.append(small.canvas);
      } catch { /* a kind this browser cannot open: it travels as it is */ }
    }
    const size = new Intl.NumberFormat(document.documentElement.lang).format(Math.max(1, Math.round(file.size / 1000)));
    say(box, `${box.dataset.ready} ${file.name} (${size} kB)`);
  }

  for (const box of document.querySelectorAll("[data-photo]")) {
    const input = box.querySelector("input[type=file]");
    input.addEventListener("change", () => take(box, input));
    // On a phone: straight to the camera; the box itself still lets one choose a file.
    if (!matchMedia("(pointer: coarse)").matches || !(input.accept || "image").includes("image")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain full";
    button.textContent = box.dataset.words;
    button.addEventListener("click", () => {
      input.setAttribute("capture", "environment");
      input.click();
      input.removeAttribute("capture");
    });
    box.after(button);
  }
})();
