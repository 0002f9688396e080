// Review by keys: each key presses the button that shows it.
"use strict";

(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const items = all("[data-judging]");
  let current = Math.max(0, items.findIndex((item) => !item.classList.contains("judged")));
  const choose = (place) => {
    current = Math.min(Math.max(place, 0), items.length - 1);
    items.forEach((item, number) => item.classList.toggle("chosen", number === current));
    items[current]?.focus({ preventScroll: true });
    items[current]?.scrollIntoView({ block: "nearest" });
  };
  if (items.length) choose(current);
  items.forEach((item, number) => item.addEventListener("focusin", (event) => { if (event.target === item) { current = number; items.forEach((one, place) => one.classList.toggle("chosen", place === number)); } }));

  const press = (selector, within = document) => { const found = within.querySelector(selector); found?.click(); return Boolean(found); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const does = {
      " ": () => event.target.closest("button, a, summary") ? false : press('a[rel="next"]'),
      Backspace: () => press('a[rel="prev"]'),
      u: () => press('[data-key="u"]'),
      A: () => press('[data-key="A"]') || press('[data-claim-key="a"]', items[current]),
      j: () => { choose(current + 1); return true; },
      k: () => { choose(current - 1); return true; },
      m: () => { const fold = document.getElementById("merging"); if (!fold) return false; fold.open = true; fold.querySelector("button, input:not([type=hidden])")?.focus(); return true; },
    }[event.key] ?? (items.length && /^[axed]$/.test(event.key) ? () => press(`[data-claim-key="${event.key}"]`, items[current]) : null);
    if (does?.()) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  // --- edit: the words selected in the report become the words of a field
  for (const form of all("[data-editing]")) {
    let selected = "";
    document.addEventListener("selectionchange", () => {
      const selection = getSelection(), source = document.getElementById("source");
      if (selection.rangeCount && source.contains(selection.anchorNode) && source.contains(selection.focusNode) && `${selection}`.trim()) selected = `${selection}`.trim();
    });
    const use = (field) => {
      if (!selected) return;
      const rows = all(".row", field), row = rows.find((one) => !one.querySelector("[data-quote]").value) ?? rows[0];
      row.querySelector("[data-quote]").value = selected;
      const name = row.querySelector('[data-input="name"]'), low = row.querySelector('[data-input="low"]');
      if (name) name.value = selected;
      const figure = selected.replaceAll(",", "").match(/\d+(\.\d+)?/);
      if (low && figure) { low.value = figure[0]; row.querySelector('[data-input="high"]').value = figure[0]; }
      (name ?? low ?? row.querySelector("input")).focus();
    };
    for (const button of all("[data-use]", form)) button.addEventListener("click", () => use(button.closest("fieldset")));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { form.requestSubmit(); return; }
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) { location.href = form.dataset.back; return; }
      if (typing(event.target) || event.ctrlKey || event.altKey) return;
      const field = form.querySelector(`[data-field="${event.key}"]`);
      if (/^[1-6]$/.test(event.key) && field) { event.preventDefault(); use(field); }
    });
  }
})();
