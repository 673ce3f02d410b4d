// Short notices at the edge of the page. What went wrong stays until it is dismissed.

const ICONS = { success: "ti-circle-check", error: "ti-alert-triangle", warning: "ti-alert-triangle" };
const STAYS_FOR = 6000;

export const words = (name) => document.getElementById("words")?.dataset[name] ?? "";

// Shows `text`; `undo` is an address that takes back what was done, `link` one to go to, called `linked`.
// It appears at the edge of the page unless `where` names another place.
export function toast(text, { kind = "info", undo = "", link = "", linked = "", where = "toasts" } = {}) {
  const place = document.getElementById(where);
  const note = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  note.dataset.toast = kind;
  note.querySelector("i").classList.add(ICONS[kind] ?? "ti-info-circle");
  note.querySelector("p").textContent = text;
  if (undo) offerUndo(note, undo);
  if (link) offerLink(note, link, linked);
  for (const old of [...place.children]) if (old.textContent === note.textContent) old.remove();
  place.append(note);
  arrange(note);
  return note;
}

function offerLink(note, address, words) {
  const link = note.querySelector("[data-link]");
  link.hidden = false;
  link.href = address;
  link.textContent = words;
}

function offerUndo(note, address) {
  const button = note.querySelector("[data-undo]");
  button.hidden = false;
  button.addEventListener("click", () => {
    note.remove();
    globalThis.htmx.ajax("POST", address, { swap: "none" });
  });
}

// Lets a notice go by itself unless it says what went wrong or the pointer rests on it.
function arrange(note) {
  note.querySelector("[data-dismiss]").addEventListener("click", () => note.remove());
  if (note.dataset.toast === "error") return;
  const leave = () => (note.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : note.remove());
  setTimeout(leave, note.querySelector("[data-undo]:not([hidden])") ? 2 * STAYS_FOR : STAYS_FOR);
}

for (const note of document.querySelectorAll(".toasts .toast-note")) arrange(note);
