// Where a camera hangs and how it looks, by dragging. The number fields stay the truth.
(() => {
  "use strict";
  const box = document.querySelector("[data-aim]");
  const element = document.getElementById("aim");
  if (!box || !element || !window.drawBaseMap) return;
  const field = (name) => box.querySelector(`[name="${name}"]`);
  const number = (name) => Number(field(name).value);
  const told = box.querySelector("[data-told]");
  const draw = box.querySelector("[data-draw]");
  const METRES = 111320;
  const map = drawBaseMap(element);
  const cone = L.polygon([], { color: "#2f6f4f", weight: 2, fillOpacity: 0.2, interactive: false }).addTo(map);
  const road = L.polyline([], { color: "#7a6a45", weight: 7, opacity: 0.7, interactive: false }).addTo(map);
  const icon = (square) => L.divIcon({ className: `aim-handle${square ? " square" : ""}`, iconSize: [26, 26] });
  const name = (words) => ({ draggable: true, keyboard: false, alt: words, title: words });
  const label = (key) => box.querySelector(`label[for="${field(key).id}"]`).textContent.trim();
  const spot = L.marker(map.getCenter(), { ...name(label("lat")), icon: L.divIcon({ className: "aim-handle", iconSize: [20, 20] }) });
  const turn = L.marker(map.getCenter(), { ...name(label("bearing")), icon: icon(false) });
  const open = L.marker(map.getCenter(), { ...name(label("field_of_view")), icon: icon(true) });
  let isDrawing = false;

  const across = (lat) => METRES * Math.cos(lat * Math.PI / 180);
  const go = (bearing, metres) => {
    const angle = bearing * Math.PI / 180;
    const lat = number("lat");
    return [lat + Math.cos(angle) * metres / METRES, number("lon") + Math.sin(angle) * metres / across(lat)];
  };
  const look = (point) => {
    const north = (point.lat - number("lat")) * METRES;
    const east = (point.lng - number("lon")) * across(number("lat"));
    return { bearing: (Math.atan2(east, north) * 180 / Math.PI + 360) % 360, metres: Math.hypot(east, north) };
  };
  const points = () => field("road_line").value.split("\n").map((line) => line.split(",").map(Number))
    .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));

  function show() {
    road.setLatLngs(points());
    if (!field("lat").value || !field("lon").value) return;
    const [bearing, opening, range] = [number("bearing"), number("field_of_view") || 90, number("range_m") || 30];
    const arc = Array.from({ length: 25 }, (_, step) => go(bearing - opening / 2 + opening * step / 24, range));
    cone.setLatLngs(opening >= 360 ? arc : [[number("lat"), number("lon")], ...arc]);
    spot.setLatLng([number("lat"), number("lon")]).addTo(map);
    turn.setLatLng(go(bearing, range)).addTo(map);
    open.setLatLng(go(bearing + Math.min(opening / 2, 179), range * 0.75)).addTo(map);
    told.textContent = told.dataset.say.replace("{b}", bearing).replace("{f}", opening).replace("{r}", range);
  }

  function place(point) {
    field("lat").value = point.lat.toFixed(6);
    field("lon").value = point.lng.toFixed(6);
    show();
  }

  map.on("click", (event) => {
    if (!isDrawing) { place(event.latlng); return; }
    const line = `${event.latlng.lat.toFixed(6)}, ${event.latlng.lng.toFixed(6)}`;
    field("road_line").value = [field("road_line").value.trim(), line].filter(Boolean).join("\n");
    show();
  });
  spot.on("drag", (event) => place(event.latlng));
  turn.on("drag", (event) => {
    const { bearing, metres } = look(event.latlng);
    field("bearing").value = Math.round(bearing) % 360;
    field("range_m").value = Math.min(300, Math.max(1, Math.round(metres)));
    show();
  });
  open.on("drag", (event) => {
    const off = Math.abs((look(event.latlng).bearing - number("bearing") + 540) % 360 - 180);
    field("field_of_view").value = Math.min(360, Math.max(1, Math.round(off * 2)));
    show();
  });
  draw.addEventListener("click", () => {
    isDrawing = !isDrawing;
    draw.setAttribute("aria-pressed", String(isDrawing));
  });
  box.querySelector("[data-undraw]").addEventListener("click", () => {
    field("road_line").value = field("road_line").value.trim().split("\n").slice(0, -1).join("\n");
    show();
  });
  box.addEventListener("input", show);
  if (field("lat").value && field("lon").value) map.setView([number("lat"), number("lon")], 18);
  show();
})();
