// Turns an element with class "map" into a Leaflet map of the regency: land, sea, tiles if any.
// drawBaseMap(element) gives the Leaflet map; leaflet/leaflet.min.js must be loaded before.
(() => {
  "use strict";

  window.drawBaseMap = (element) => {
    const facts = element.dataset;
    const [west, south, east, north] = facts.box.split(",").map(Number);
    const box = L.latLngBounds([south, west], [north, east]);
    element.hidden = false;
    const map = L.map(element, { zoomControl: false, minZoom: 7, maxZoom: 19, maxBounds: box.pad(0.6), maxBoundsViscosity: 0.8, worldCopyJump: false });
    map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    L.control.zoom({ zoomInTitle: facts.zoomIn, zoomOutTitle: facts.zoomOut }).addTo(map);
    map.fitBounds(box);
    if (facts.tiles) L.tileLayer(facts.tiles, { attribution: facts.credit, maxZoom: 19 }).addTo(map);
    else if (facts.coast) drawCoast(map, facts);
    map.homeBox = box;
    return map;
  };

  function drawCoast(map, facts) {
    fetch(facts.coast).then((answer) => answer.json()).then((coast) => {
      map.createPane("coast").style.zIndex = 150;
      L.geoJSON(coast, {
        attribution: facts.coastCredit, interactive: false, pane: "coast", renderer: L.canvas({ pane: "coast", padding: 0.5 }),
        style: { color: "#b9ad92", weight: 1, fillColor: "#f6f1e4", fillOpacity: 1 },
      }).addTo(map);
    }).catch(() => { /* the map still works without land */ });
  }
})();
