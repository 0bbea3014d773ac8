// Draws the pieces of road that no camera sees; the list beside the map says the same.
(() => {
  "use strict";
  const { lines } = document.currentScript.dataset;
  const element = document.getElementById("coverage");
  if (!element || !window.drawBaseMap) return;
  const map = drawBaseMap(element);
  fetch(lines).then((answer) => answer.json()).then((found) => {
    if (!found.features.length) return;
    const layer = L.geoJSON(found, { style: { color: "#a8321f", weight: 5, opacity: 0.8 } });
    layer.bindTooltip((one) => one.feature.properties.name).addTo(map);
    map.fitBounds(layer.getBounds().pad(0.2));
  }).catch(() => { /* the list has it all */ });
})();
