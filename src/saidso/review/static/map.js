// The map: outlines of the world and a circle for each place, as wide as the place is not known.
const holder = document.querySelector("#map");
const spots = [...document.querySelectorAll("[data-spot]")].map((item, k) => ({
  at: [Number(item.dataset.lat), Number(item.dataset.lon)],
  km: Number(item.dataset.km),
  name: item.dataset.name,
  vague: "vague" in item.dataset,
  first: k === 0,
}));

async function draw() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(holder, { attributionControl: false, zoomSnap: 0.25, minZoom: 1, maxZoom: 12, worldCopyJump: true, zoomAnimation: !still, fadeAnimation: !still });
  L.control.scale({ imperial: false }).addTo(map);
  const circles = spots.map((spot) => L.circle(spot.at, { radius: spot.km * 1000, className: `circle${spot.first ? "" : " other"}${spot.vague ? " vague" : ""}` }));
  const bounds = L.latLngBounds(spots.flatMap((spot) => { const box = L.latLng(spot.at).toBounds(Math.max(spot.km * 8000, 900000)); return [box.getSouthWest(), box.getNorthEast()]; }));
  map.fitBounds(bounds, { animate: false });
  const topology = await (await fetch("/static/vendor/world-atlas/countries-50m.json")).json();
  const land = topojson.feature(topology, topology.objects.countries);
  L.geoJSON(land, { style: { className: "land" }, interactive: false, onEachFeature: (feature, layer) => name(map, feature, layer) }).addTo(map);
  for (const [k, circle] of circles.entries()) {
    const label = document.createElement("span"); // a string would be taken for HTML
    label.textContent = spots[k].name.split(",")[0];
    circle.addTo(map).bindTooltip(label, { permanent: true, direction: "right", className: "name", offset: [8, 0] });
  }
  holder.dataset.ready = "";
}

// A country's name stands in the middle of its largest part.
function name(map, feature, layer) {
  const rings = layer.getLatLngs().flat(1);
  const sizes = (Array.isArray(rings[0]) ? rings : [rings]).map((ring) => L.latLngBounds(ring)).filter((b) => b.isValid());
  const largest = sizes.sort((a, b) => area(b) - area(a))[0];
  if (!largest) return;
  const mark = document.createElement("span");
  mark.textContent = feature.properties.name;
  L.tooltip({ permanent: true, direction: "center", className: "name country", interactive: false, opacity: 1 }).setLatLng(largest.getCenter()).setContent(mark).addTo(map);
}
const area = (b) => (b.getNorth() - b.getSouth()) * (b.getEast() - b.getWest());

// Module scripts run when the others, which are deferred and stand before it, have run.
if (holder && spots.length) draw();
