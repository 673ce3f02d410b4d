// The bell: its drawer is read when it opens, and an alarm stays on the page until it is dismissed.

import { toast } from "./toasts.js";

const bell = document.querySelector("[data-bell]");
const KEPT = 50;
const dismissed = () => JSON.parse(localStorage.getItem("alarms-dismissed") ?? "[]");

bell?.addEventListener("toggle", () => bell.open && fill().then(() => drawer().querySelector("a")?.focus()));
document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.elt?.id === "bell" && bell?.open) fill();
});
document.body.addEventListener("htmx:afterSettle", sound);

const drawer = () => bell.querySelector("[data-drawer]");
const fill = () => globalThis.htmx.ajax("GET", bell.dataset.bell, { target: drawer(), swap: "innerHTML" });

function dismiss(id) {
  localStorage.setItem("alarms-dismissed", JSON.stringify([...dismissed(), id].slice(-KEPT)));
}

// One note for each alarm that is neither seen nor dismissed; what was seen elsewhere goes by itself.
function sound() {
  const alarms = [...document.querySelectorAll("#alarms [data-alarm]")];
  const ids = alarms.map((alarm) => alarm.dataset.alarm);
  for (const note of document.querySelectorAll(".toast-note[data-of]")) {
    if (!ids.includes(note.dataset.of)) note.remove();
  }
  for (const alarm of alarms.reverse()) {
    const id = alarm.dataset.alarm;
    if (dismissed().includes(id) || document.querySelector(`.toast-note[data-of="${id}"]`)) continue;
    const note = toast(alarm.textContent, { kind: "error", link: alarm.href, linked: alarm.parentElement.dataset.words });
    note.dataset.of = id;
    note.querySelector("[data-dismiss]").addEventListener("click", () => dismiss(id));
  }
}

sound();
