// The bell: its drawer is read when it opens, and an alarm stays on the page until it is dismissed.

import { toast } from "./toasts.js";

const bell = document.querySelector("[data-bell]");
const DISMISSED = "alarm-dismissed"; // the newest one that was; older ones are not said again
const dismissed = () => Number(localStorage.getItem(DISMISSED) ?? 0);

bell?.addEventListener("toggle", () => bell.open && fill().then(() => drawer().querySelector("a")?.focus()));
document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.elt?.id === "bell" && bell?.open) fill();
});
document.body.addEventListener("htmx:afterSettle", sound);

const drawer = () => bell.querySelector("[data-drawer]");
const fill = () => globalThis.htmx.ajax("GET", bell.dataset.bell, { target: drawer(), swap: "innerHTML" });

// One line above the page for the newest alarm, which covers nothing, and how many more there are. What was seen elsewhere goes by itself;
// the list of notices shows them anyway.
function sound() {
  const alarm = document.querySelector("#alarms [data-alarm]");
  const id = Number(alarm?.dataset.alarm ?? 0);
  const old = document.querySelector(".toast-note[data-of]");
  if (old?.dataset.of === String(id)) return;
  old?.remove();
  if (id <= dismissed() || document.getElementById("notices")) return;
  const { words, more } = alarm.parentElement.dataset;
  const note = toast(`${alarm.textContent}${more}`, { kind: "error", link: alarm.href, linked: words, where: "alarm-line" });
  note.dataset.of = id;
  note.querySelector("[data-dismiss]").addEventListener("click", () => localStorage.setItem(DISMISSED, id));
}

sound();
