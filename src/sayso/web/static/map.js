// Draw events on the map, each as fine as its place: towns as dots, districts as rings, provinces shaded, countries hatched.
"use strict";

(() => {
  const box = document.getElementById("map");
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  const number = (count) => count.toLocaleString("en");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const map = L.map(box, { preferCanvas: true, minZoom: 1, maxZoom: 12, zoomSnap: 0.5, worldCopyJump: true, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, attributionControl: false });
  for (const [name, height] of [["land", 200], ["areas", 350], ["disputed", 360]]) map.createPane(name).style.zIndex = height;
  map.getPane("land").style.pointerEvents = "none";
  const areas = L.svg({ pane: "areas" }), disputed = L.svg({ pane: "disputed" });
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 19, pane: "tilePane" }).addTo(map);

  const [, zoom, latitude, longitude] = location.hash.match(/^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/) ?? [];
  if (zoom) map.setView([+latitude, +longitude], +zoom);
  else map.setView([25, 20], 2);
  if (box.dataset.box) {
    const [west, south, east, north] = box.dataset.box.split(",").map(Number);
    const bounds = [[south, west], [north, east < west ? east + 360 : east]];
    L.rectangle(bounds, { color: colour("focus"), weight: 2, fill: false, interactive: false }).addTo(map);
    if (!zoom) map.fitBounds(bounds);
  }

  const load = async (address) => {
    if (window.SAYSO_FILES) return window.SAYSO_FILES[address] ?? null;
    const answer = await fetch(address);
    return answer.ok ? answer.json() : null;
  };

  // --- hatching, as SVG patterns that areas are filled with
  const hatch = (renderer, id, stroke, turn) => {
    const SVG = "http://www.w3.org/2000/svg";
    const make = (name, attributes) => {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const pattern = make("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` });
    pattern.append(make("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke, "stroke-width": 2 }));
    const definitions = make("defs", {});
    definitions.append(pattern);
    renderer._container.append(definitions);
  };
  areas.addTo(map); disputed.addTo(map);
  hatch(areas, "country-hatch", colour("accent"), 45);
  hatch(disputed, "disputed-hatch", colour("faint"), -45);

  // --- what is known of an area or dot, told in a popup
  const PRECISELY = { point: "this spot", town: "this town", district: "somewhere in this district", province: "somewhere in this province", country: "somewhere in this country" };
  const list = new URL(box.dataset.list, location.href);
  const told = (spot) => {
    const [, , precision, count, name] = spot;
    const query = new URLSearchParams(list.search);
    query.append("place", /^[-+]/.test(name) ? `+${name}` : name);
    query.append("precision", precision);
    const link = document.createElement("a");
    link.href = `${list.pathname}?${query}`;
    link.textContent = `${number(count)} event${count === 1 ? "" : "s"}`;
    const text = document.createElement("p"), title = document.createElement("b");
    title.textContent = name;
    text.append(title, ` ${PRECISELY[precision] ?? ""}`, document.createElement("br"), link);
    return text;
  };
  const explained = (layer, spot) => layer.bindPopup(() => told(spot));

  // --- dots, gathered where they would overlap; a cluster counts events, not dots
  const size = (count) => Math.min(4 + Math.sqrt(count) * 1.6, 16);
  const clusters = L.markerClusterGroup({
    chunkedLoading: true, chunkInterval: 60, animate: !still, showCoverageOnHover: false, maxClusterRadius: 44,
    iconCreateFunction: (cluster) => {
      const count = cluster.getAllChildMarkers().reduce((sum, marker) => sum + marker.options.count, 0);
      const wide = Math.round(26 + Math.log10(count) * 10), icon = document.createElement("span");
      icon.textContent = number(count);
      return L.divIcon({ html: icon, className: "cluster", iconSize: [wide, wide] });
    },
  });
  const dot = (spot) => explained(L.circleMarker([spot[0], spot[1]], { radius: size(spot[3]), weight: 1.5, color: colour("sheet"), fillColor: colour("accent"), fillOpacity: 0.85, count: spot[3] }), spot);
  const ring = (spot, kilometres) => explained(L.circle([spot[0], spot[1]], { radius: kilometres * 1000, weight: 2, dashArray: "5 4", color: colour("accent"), fillOpacity: 0.08 }), spot);

  // --- provinces and countries, by the area their point lies in
  const inRing = (ring, x, y) => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i], [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  };
  const holds = (geometry, [y, x]) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).some((rings) => inRing(rings[0], x, y));
  const shade = (share) => 0.18 + 0.5 * Math.sqrt(share);
  const showProvinces = async (country, spots, most) => {
    const provinces = /^[A-Z]{3}$/.test(country) ? await load(`${box.dataset.borders ?? "/static/borders"}/provinces/${country}.json`) : null;
    for (const spot of spots) {
      const area = provinces?.features.find((province) => holds(province.geometry, spot)) ?? provinces?.features.find((province) => province.properties.name === spot[4]);
      if (!area) { ring(spot, 60).addTo(map); continue; }
      explained(L.geoJSON(area, { renderer: areas, pane: "areas", style: { color: colour("accent"), weight: 1, fillColor: colour("accent"), fillOpacity: shade(spot[3] / most) } }), spot).addTo(map);
    }
  };
  const showCountries = (countries, spots) => {
    for (const spot of spots) {
      const area = countries.features.find((country) => country.properties.country === spot[5]);
      if (!area) { ring(spot, 200).addTo(map); continue; }
      explained(L.geoJSON(area, { renderer: areas, pane: "areas", style: { color: colour("accent"), weight: 1.2, fillColor: "url(#country-hatch)", fillOpacity: 0.5 } }), spot).addTo(map);
    }
  };

  // --- the section in view: how much is in it, and the way to its list
  let spots = [];
  const section = document.getElementById("section"), inside = document.getElementById("inside");
  const update = () => {
    const bounds = map.getBounds(), centre = map.getCenter().wrap();
    history.replaceState(null, "", `#${map.getZoom()}/${centre.lat.toFixed(3)}/${centre.lng.toFixed(3)}`);
    const count = spots.reduce((sum, spot) => sum + (bounds.contains([spot[0], spot[1]]) ? spot[3] : 0), 0);
    const edges = [bounds.getWest(), Math.max(bounds.getSouth(), -90), bounds.getEast(), Math.min(bounds.getNorth(), 90)];
    const query = new URLSearchParams(list.search);
    query.set("box", edges.map((edge) => edge.toFixed(3)).join(","));
    section.href = `${list.pathname}?${query}`;
    inside.textContent = `${number(count)} event${count === 1 ? "" : "s"} here`;
  };
  map.on("moveend", update);

  const draw = async () => {
    const [found, countries, claimed] = await Promise.all([load(box.dataset.spots), load(`${box.dataset.borders ?? "/static/borders"}/countries.json`), load(`${box.dataset.borders ?? "/static/borders"}/disputed.json`)]);
    spots = found.spots;
    L.geoJSON(countries, { pane: "land", interactive: false, renderer: L.canvas({ pane: "land" }), style: { color: colour("border"), weight: 0.8, fillColor: colour("land"), fillOpacity: box.dataset.tiles ? 0 : 1 } }).addTo(map);
    L.geoJSON(claimed, {
      renderer: disputed, pane: "disputed",
      style: { color: colour("faint"), weight: 1.2, dashArray: "4 3", fillColor: "url(#disputed-hatch)", fillOpacity: 0.35 },
      onEachFeature: (area, layer) => layer.bindTooltip(`${area.properties.disputed}: claimed by ${area.properties.claimants}`, { sticky: true }),
    }).addTo(map);
    const of = (...kinds) => spots.filter((spot) => kinds.includes(spot[2]));
    clusters.addLayers(of("point", "town").map(dot)).addTo(map);
    of("district").forEach((spot) => ring(spot, 15).addTo(map));
    showCountries(countries, of("country"));
    const provinces = Map.groupBy ? Map.groupBy(of("province"), (spot) => spot[5]) : of("province").reduce((groups, spot) => groups.set(spot[5], [...(groups.get(spot[5]) ?? []), spot]), new Map());
    const most = Math.max(1, ...of("province").map((spot) => spot[3]));
    if (!zoom && !box.dataset.box && spots.length) map.fitBounds(L.latLngBounds(spots.map((spot) => [spot[0], spot[1]])).pad(0.1), { maxZoom: 7, animate: false });
    update();
    box.dataset.ready = "true";
    for (const [country, those] of provinces) await showProvinces(country, those, most);
    box.dataset.drawn = "true";
  };
  draw();
})();
