// Marks on the map: one for each report, or for many at one place. The list beside it is the page's own.
(() => {
  "use strict";
  const facts = document.currentScript.dataset;
  const element = document.getElementById("map");
  if (!element || !window.drawBaseMap) return;

  const map = drawBaseMap(element);
  const marks = L.layerGroup().addTo(map);
  const told = document.getElementById("map-told");
  const day = new Intl.DateTimeFormat(facts.language, { dateStyle: "long" });
  const number = new Intl.NumberFormat(facts.language);
  for (const legend of document.querySelectorAll("[data-legend]")) legend.hidden = false;
  if (facts.box) {
    const [west, south, east, north] = facts.box.split(",").map(Number);
    map.fitBounds([[south, west], [north, east]]);
  }

  const write = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const boxNow = () => {
    const box = map.getBounds().pad(0.1);
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side) => side.toFixed(4)).join(",");
  };

  function showOne(feature) {
    const { category, standing_name: standing, reported_at: at, url } = feature.properties;
    const card = document.createElement("div");
    card.append(write("b", category), write("p", `${standing} · ${day.format(new Date(at))}`), write("a", facts.open, { href: url }));
    return card;
  }

  function showMany(feature, spot) {
    if (map.getZoom() < map.getMaxZoom()) return map.setView(spot, Math.min(map.getZoom() + 2, map.getMaxZoom()));
    const here = new URL(location.href);
    here.searchParams.set("kotak", map.getBounds().toBBoxString());
    const card = document.createElement("div");
    card.append(write("a", facts.more, { href: here.toString() }));
    return L.popup().setLatLng(spot).setContent(card).openOn(map);
  }

  function draw(feature) {
    const [lon, lat] = feature.geometry.coordinates;
    const { count, open, standing, category, standing_name: name } = feature.properties;
    const many = count > 1;
    const words = many ? facts.several.replace("{n}", number.format(count)).replace("{open}", number.format(open)) : `${category}, ${name}`;
    const size = many ? (count > 9999 ? 62 : count > 999 ? 54 : 44) : 36;
    const icon = L.divIcon({
      className: `mark ${many ? "many" : standing}`, iconSize: [size, size],
      html: write("span", many ? number.format(count) : "").outerHTML,
    });
    const mark = L.marker([lat, lon], { icon, alt: words, title: words, riseOnHover: true });
    mark.on("add", () => mark.getElement()?.setAttribute("aria-label", words));
    if (many) mark.on("click keypress", (event) => (event.type === "click" || event.originalEvent.key === "Enter") && showMany(feature, [lat, lon]));
    else mark.bindPopup(() => showOne(feature));
    marks.addLayer(mark);
  }

  let asked = 0;
  let isDue = true;
  async function renew() {
    const mine = ++asked;
    const address = new URL(facts.marks, location.href);
    address.searchParams.set("kotak", boxNow());
    address.searchParams.set("dekat", map.getZoom());
    try {
      const answer = await fetch(address);
      if (!answer.ok || mine !== asked) return;
      const { features } = await answer.json();
      if (mine !== asked) return;
      isDue = false;
      marks.clearLayers();
      features.forEach(draw);
      told.textContent = facts.told.replace("{n}", features.reduce((sum, one) => sum + one.properties.count, 0));
    } catch { /* a weak signal: the marks stay, the next move asks again */ }
  }
  // Who reads a mark keeps it: what the map moves by itself to show it asks nothing anew.
  let waiting = 0;
  let byItself = false;
  const ask = () => { clearTimeout(waiting); isDue = true; waiting = setTimeout(renew, 150); };
  map.on("autopanstart", () => { byItself = true; });
  map.on("moveend", () => { if (byItself) byItself = false; else ask(); });
  map.on("popupopen", () => { clearTimeout(waiting); asked += 1; });
  map.on("popupclose", () => { if (isDue) ask(); });
  renew();
})();
