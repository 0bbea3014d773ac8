// Shows where one report lies, as exactly as everybody may know it.
(() => {
  "use strict";
  const { lat, lon, metres } = document.currentScript.dataset;
  const element = document.getElementById("map");
  if (!element || !window.drawBaseMap) return;
  const spot = [Number(lat), Number(lon)];
  const map = drawBaseMap(element);
  map.setView(spot, element.dataset.tiles ? 16 : 11);
  L.circle(spot, { radius: Math.max(Number(metres), 30), color: "#a3231a", weight: 2, fillOpacity: .25, interactive: false }).addTo(map);
  L.circleMarker(spot, { radius: 7, color: "#fff", weight: 2, fillColor: "#a3231a", fillOpacity: 1, interactive: false }).addTo(map);
})();
