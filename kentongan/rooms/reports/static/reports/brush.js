// Paints over a photo. Strokes are sent as shares of the photo; the server covers them in a copy of its own.
// Without this script the grid of ticks over the photo does the same, more coarsely.
(() => {
  "use strict";
  const form = document.querySelector("form.cover");
  const tools = form?.querySelector("[data-brush]");
  const photo = form?.querySelector("[data-photo]");
  if (!tools || !photo) return;

  const strokes = [];
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const size = tools.querySelector("input[type=range]");
  const field = form.querySelector("[data-patches]");
  const told = tools.querySelector("[data-told]");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", photo.alt);
  // The canvas lies over the photo and under the ticks, which step aside until somebody wants them: the
  // keyboard reaches them by the button.
  const cells = form.querySelector(".cells");
  const hint = form.querySelector("[data-grid-hint]");
  const swap = tools.querySelector("[data-grid]");
  photo.after(canvas);
  const showGrid = (wanted) => {
    cells.classList.toggle("painted", !wanted);
    hint.hidden = !wanted;
    swap.setAttribute("aria-pressed", String(wanted));
  };
  swap.addEventListener("click", () => showGrid(cells.classList.contains("painted")));
  showGrid(Boolean(cells.querySelector(":checked")));

  function fit() {
    if (!photo.naturalWidth) return;
    canvas.width = photo.clientWidth;
    canvas.height = photo.clientHeight;
    draw();
  }
  function draw() {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "rgba(28, 26, 22, .82)";
    for (const stroke of strokes) for (const dot of stroke) {
      pen.beginPath();
      pen.ellipse((dot.x + dot.w / 2) * canvas.width, (dot.y + dot.h / 2) * canvas.height, dot.w / 2 * canvas.width, dot.h / 2 * canvas.height, 0, 0, 7);
      pen.fill();
    }
    field.value = JSON.stringify(strokes.flat());
    told.textContent = tools.dataset.say.replace("{n}", strokes.length);
  }
  function dot(event) {
    const box = canvas.getBoundingClientRect();
    const width = size.value / 50;
    const height = width * box.width / box.height;
    const share = (number) => Math.round(number * 1e4) / 1e4;
    return {
      x: share((event.clientX - box.left) / box.width - width / 2), y: share((event.clientY - box.top) / box.height - height / 2),
      w: share(width), h: share(height), round: true,
    };
  }
  const isFar = (one, other) => Math.hypot(one.x - other.x, one.y - other.y) > one.w / 4;
  const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);

  let current = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || count() > 1900) return;
    canvas.setPointerCapture(event.pointerId);
    current = [dot(event)];
    strokes.push(current);
    draw();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!current || count() > 1900) return;
    const next = dot(event);
    if (!isFar(next, current.at(-1))) return;
    current.push(next);
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { current = null; });
  tools.querySelector("[data-undo]").addEventListener("click", () => { strokes.pop(); draw(); });
  tools.querySelector("[data-clear]").addEventListener("click", () => { strokes.length = 0; draw(); });
  photo.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
})();
