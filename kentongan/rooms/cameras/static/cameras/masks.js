// Corners of a mask by pressing on the picture; the field below says the same in numbers.
(() => {
  "use strict";
  const editor = document.querySelector("[data-masks]");
  const field = document.querySelector("[name=corners]");
  if (!editor || !field) return;
  const space = "http://www.w3.org/2000/svg";
  const paper = document.createElementNS(space, "svg");
  paper.setAttribute("viewBox", "0 0 100 100");
  paper.setAttribute("preserveAspectRatio", "none");
  paper.setAttribute("aria-hidden", "true");
  const shape = paper.appendChild(document.createElementNS(space, "polygon"));
  editor.append(paper);
  const draw = () => shape.setAttribute("points", field.value);
  editor.addEventListener("click", (event) => {
    const box = editor.getBoundingClientRect();
    const x = (100 * (event.clientX - box.left)) / box.width;
    const y = (100 * (event.clientY - box.top)) / box.height;
    field.value = [field.value.trim(), `${x.toFixed(1)} ${y.toFixed(1)}`].filter(Boolean).join(", ");
    draw();
  });
  field.addEventListener("input", draw);
  document.querySelector("[data-masks-clear]")?.addEventListener("click", () => { field.value = ""; draw(); });
  draw();
})();
