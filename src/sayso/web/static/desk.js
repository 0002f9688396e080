// What pages do beyond links and forms. Everything here is a convenience: each page works without it.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// --- words stand out while a field or claim is pointed at or reached with Tab
for (const block of all("[data-lights]")) {
  const light = (wanted) => {
    block.classList.toggle("lit-up", wanted !== null);
    for (const mark of all("mark[data-claims]", block)) {
      const claims = mark.dataset.claims.split(" ");
      const lit = wanted !== null && (wanted.claim === undefined || claims.includes(wanted.claim)) && (!wanted.role || mark.classList.contains(wanted.role));
      mark.classList.toggle("lit", lit);
    }
  };
  for (const target of all("[data-role], [data-claim]", block)) {
    const claim = target.closest("[data-claim]")?.dataset.claim;
    const wanted = { claim, role: target.dataset.role };
    for (const name of ["mouseenter", "focus"]) target.addEventListener(name, () => light(wanted));
    for (const name of ["mouseleave", "blur"]) target.addEventListener(name, () => light(null));
  }
}

// --- open what a link leads into
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details:not([open])"); fold; fold = target.closest("details:not([open])")) fold.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();

// --- drag over the timeline to choose days
for (const drawing of all("[data-timeline]")) {
  const bars = all(".bar", drawing), dragged = drawing.querySelector(".dragged");
  const width = drawing.viewBox.baseVal.width;
  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999);
    return Math.floor(share * bars.length);
  };
  let start = null;
  drawing.addEventListener("pointerdown", (event) => { start = at(event); drawing.setPointerCapture(event.pointerId); });
  drawing.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [from, to] = [start, at(event)].sort((a, b) => a - b);
    dragged.setAttribute("x", (from / bars.length) * width);
    dragged.setAttribute("width", ((to - from + 1) / bars.length) * width);
  });
  drawing.addEventListener("pointercancel", () => { start = null; dragged.setAttribute("width", 0); });
  drawing.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [from, to] = [start, at(event)].sort((a, b) => a - b);
    const query = new URLSearchParams(drawing.dataset.timeline);
    query.set("since", bars[from].dataset.first);
    query.set("until", bars[to].dataset.last);
    location.search = query.toString();
  });
}

// --- drop files anywhere on the page for adding
for (const form of all("[data-drop]")) {
  const input = form.querySelector('input[type="file"]'), note = form.querySelector("[data-files]");
  const tell = () => { note.textContent = [...input.files].map((file) => file.name).join(", "); };
  input.addEventListener("change", tell);
  document.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; tell(); }
  });
}

// --- watch a job
const STATES = { waiting: "Waiting for its turn", loading: "Loading parser, lexicons and model", coding: "Coding", done: "Done", failed: "Stopped" };
for (const box of all("[data-job]")) {
  const list = box.querySelector(".lines"), state = box.querySelector(".state");
  const show = (line) => {
    const item = document.createElement("li");
    item.className = line.kind;
    const text = line.report_id ? document.createElement("a") : document.createElement("span");
    if (line.report_id) text.href = `/reports/${line.report_id}`;
    text.textContent = line.text;
    item.append(text);
    if (line.kind === "new") {
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = ` ${line.claims} claim${line.claims === 1 ? "" : "s"}`;
      item.append(note);
    }
    list.append(item);
  };
  let shown = list.children.length;
  const ask = async () => {
    const job = await (await fetch(box.dataset.job)).json();
    job.lines.slice(shown).forEach(show);
    shown = job.lines.length;
    const reports = job.lines.filter((line) => line.kind === "new").length;
    state.textContent = `${STATES[job.state]}${reports ? `: ${reports} report${reports === 1 ? "" : "s"} so far` : ""}`;
    if (job.state !== "done" && job.state !== "failed") setTimeout(ask, 600);
    else state.textContent = `${STATES[job.state]}: ${job.lines.length} input${job.lines.length === 1 ? "" : "s"}`;
  };
  if (box.dataset.state !== "done" && box.dataset.state !== "failed") ask();
}

// --- keys
const dialog = document.getElementById("keys");
for (const opener of all("[data-opens]")) opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const GO = { e: "/", m: "/map", r: "/reports", v: "/review", a: "/add" };
let going = false;
const step = (by) => {
  const links = all(".slips h3 a");
  if (!links.length) return;
  const now = links.indexOf(document.activeElement);
  links[Math.min(Math.max(now + by, 0), links.length - 1)].focus();
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog?.open) return;
  if (going && GO[event.key]) { location.href = GO[event.key]; return; }
  going = event.key === "g";
  const follow = (rel) => document.querySelector(`a[rel="${rel}"]`)?.click();
  const does = { "?": () => dialog.showModal(), "/": () => document.getElementById("q")?.focus(), j: () => step(1), k: () => step(-1), n: () => follow("next"), p: () => follow("prev") }[event.key];
  if (does) { event.preventDefault(); does(); }
});
