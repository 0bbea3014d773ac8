// Shows on a map where a camera hangs and looks. The numbers beside it do the same without it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-camera-form]");
  const box = form?.querySelector("[data-map-box]");
  const button = box?.querySelector("[data-show-map]");
  if (!button) return;
  const element = document.getElementById("camera-map");
  const field = (name) => form.elements[name];
  const number = (name, otherwise) => { const value = parseFloat(field(name).value); return Number.isFinite(value) ? value : otherwise; };

  const load = (url) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = url; script.onload = done; script.onerror = failed;
    document.head.append(script);
  });

  const listCone = () => {
    const lat = number("lat"), lon = number("lon");
    const bearing = number("bearing", 0), opening = Math.min(number("field_of_view", 90), 360), range = number("range_m", 30);
    const across = 111320 * Math.cos(lat * Math.PI / 180);
    const points = [[lat, lon]];
    for (let step = 0; step <= 24; step++) {
      const angle = (bearing - opening / 2 + opening * step / 24) * Math.PI / 180;
      points.push([lat + range * Math.cos(angle) / 111320, lon + range * Math.sin(angle) / across]);
    }
    return points;
  };

  const open = async () => {
    button.closest("p").hidden = true;
    const style = document.createElement("link");
    style.rel = "stylesheet"; style.href = box.dataset.leafletCss;
    document.head.append(style);
    await load(box.dataset.leaflet);
    await load(box.dataset.basemap);
    box.querySelector("[data-map-hint]").hidden = false;
    const map = window.drawBaseMap(element);
    const cone = L.polygon([], { color: "#0b7285", weight: 2, fillOpacity: .25, interactive: false }).addTo(map);
    const dot = L.circleMarker([0, 0], { radius: 7, color: "#fff", weight: 2, fillColor: "#083a44", fillOpacity: 1, interactive: false });
    const draw = () => {
      if (!Number.isFinite(number("lat")) || !Number.isFinite(number("lon"))) return;
      cone.setLatLngs(listCone());
      dot.setLatLng([number("lat"), number("lon")]).addTo(map);
    };
    if (Number.isFinite(number("lat")) && Number.isFinite(number("lon"))) map.setView([number("lat"), number("lon")], 18);
    map.on("click", (event) => {
      field("lat").value = event.latlng.lat.toFixed(6);
      field("lon").value = event.latlng.lng.toFixed(6);
      draw();
    });
    form.addEventListener("input", draw);
    draw();
  };
  button.addEventListener("click", () => open().catch(() => { box.hidden = true; }));
})();
