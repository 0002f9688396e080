// Search a site of events in the browser: words, facets, and a map section, with all of it in the address.
"use strict";

(() => {
  const FACETS = { type: "What happened", country: "Country", place: "Place", parties: "Who or to whom", say_sos: "On whose say-so", outlets: "Outlet", standing: "Standing", precision: "How fine the place is" };
  const AT_ONCE = 50, VALUES = 10;
  const state = new URLSearchParams(location.search);
  const events = SAYSO.events.map((event) => ({ ...event, words: [event.headline, event.where, event.quote, event.figures, ...event.say_sos, ...event.parties, ...event.outlets].join(" ").toLowerCase() }));
  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const valuesOf = (event, facet) => (Array.isArray(event[facet]) ? event[facet] : [event[facet]]).filter(Boolean);
  const fits = (event, except) => {
    const wanted = (state.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    if (!wanted.every((word) => (word.startsWith("-") ? !event.words.includes(word.slice(1)) : event.words.includes(word)))) return false;
    const box = (state.get("box") ?? "").split(",").map(Number);
    if (box.length === 4) {
      if (!event.point) return false;
      const [latitude, longitude] = event.point, [west, south, east, north] = box;
      if (latitude < south || latitude > north || longitude < west || longitude > east) return false;
    }
    return Object.keys(FACETS).every((facet) => {
      const chosen = facet === except ? [] : state.getAll(facet);
      return !chosen.length || valuesOf(event, facet).some((value) => chosen.includes(value));
    });
  };
  const address = (change) => {
    const changed = new URLSearchParams(state);
    change(changed);
    return `?${changed}`;
  };
  const toggled = (facet, value) => address((changed) => {
    const kept = changed.getAll(facet).filter((one) => one !== value);
    if (kept.length === changed.getAll(facet).length) kept.push(value);
    changed.delete(facet);
    kept.forEach((one) => changed.append(facet, one));
  });

  const chips = document.getElementById("chips");
  for (const [name, value] of state) {
    if (!value) continue;
    const text = name === "q" ? `“${value}”` : name === "box" ? "map section" : value;
    const away = FACETS[name] ? toggled(name, value) : address((changed) => changed.delete(name));
    chips.append(element("li", {}, element("a", { href: away }, `${text} ×`)));
  }
  document.getElementById("q").value = state.get("q") ?? "";
  document.getElementById("search").addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    location.search = address((changed) => changed.set("q", document.getElementById("q").value));
  });

  for (const [facet, name] of Object.entries(FACETS)) {
    const counts = new Map();
    for (const event of events) if (fits(event, facet)) for (const value of new Set(valuesOf(event, facet))) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (!counts.size) continue;
    const chosen = state.getAll(facet), list = element("ul");
    const ordered = [...counts].sort((a, b) => b[1] - a[1]);
    const shown = ordered.filter(([value], place) => place < VALUES || chosen.includes(value));
    for (const [value, count] of shown) {
      const item = element("li", chosen.includes(value) ? { class: "in" } : {});
      item.append(element("a", { href: toggled(facet, value) }, element("span", { class: "value" }, value), " ", element("span", { class: "count" }, count.toLocaleString("en"))));
      list.append(item);
    }
    const fold = element("details", ["type", "country", "say_sos", "standing"].includes(facet) || chosen.length ? { open: "" } : {}, element("summary", {}, name), list);
    document.getElementById("facets").append(fold);
  }

  const found = events.filter((event) => fits(event)).sort((a, b) => (b.latest ?? "").localeCompare(a.latest ?? ""));
  document.getElementById("count").textContent = `${found.length.toLocaleString("en")} event${found.length === 1 ? "" : "s"}`;
  const list = document.getElementById("slips"), more = document.getElementById("more");
  let shown = 0;
  const show = () => {
    for (const event of found.slice(shown, shown + AT_ONCE)) {
      const kicker = element("p", { class: "kicker" }, element("span", { class: "type" }, event.type), ` ${event.mode ?? ""} `, element("span", { class: `standing ${event.standing}` }, event.standing), ` ${event.say_sos.length} say-so${event.say_sos.length === 1 ? "" : "s"} in ${event.reports} report${event.reports === 1 ? "" : "s"}`);
      const title = element("h3", {}, element("a", { href: `events/${event.id}.html` }, event.headline));
      const facts = element("p", { class: "facts" }, ...[event.where, event.when, event.figures].filter(Boolean).map((text) => element("span", {}, text)));
      const quote = element("p", { class: "quote" }, `“${event.quote}” `, element("span", { class: "by" }, event.by));
      list.append(element("li", {}, element("article", {}, kicker, title, facts, quote)));
    }
    shown += AT_ONCE;
    more.hidden = shown >= found.length;
  };
  more.addEventListener("click", show);
  show();
})();
