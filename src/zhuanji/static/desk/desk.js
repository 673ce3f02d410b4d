// What every page does: notices, dialogs, menus, and never losing what was typed when a request fails.

import "./csrf.js";
import { toast, words } from "./toasts.js";

// The server says {"toast": {"text", "kind", "undo"}} in HX-Trigger.
document.addEventListener("toast", ({ detail }) => toast(detail.text, detail));

document.addEventListener("htmx:sendError", () => toast(words("unreachable"), { kind: "error" }));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (!/"toast"/.test(xhr.getResponseHeader("HX-Trigger") ?? "")) toast(words("failed"), { kind: "error" });
});

// A 422 that carries a form with its errors is shown in place.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status !== 422 || detail.xhr.getResponseHeader("HX-Reswap") === "none") return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("live:signed-out", () => toast(words("signedOut"), { kind: "error" }));

// A refusal or a sign-in page says that what was sent last did not arrive; see autosave.js.
if (document.querySelector("[data-not-accepted]")) localStorage.setItem("not-accepted", Date.now());

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-back]")) history.back();
  if (event.target instanceof HTMLDialogElement) event.target.close(); // beside the sheet
  closeMenus(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(document.body);
});

// A click inside a panel leaves its menu open for forms, and closes it for everything else.
function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const inside = menu.contains(target) && !target.closest("[data-opens], a.menu-item");
    if (!inside) menu.open = false;
  }
}

// One click is one request: a form that was sent waits for its answer. A form that htmx sends rests a
// moment longer, as the second half of a double click may come after a quick answer.
const REST = 600;
const isSentByHtmx = (form) => form.matches("[hx-post], [data-hx-post]");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!isSentByHtmx(form)) form.dataset.sent = "yes";
}, { capture: true });
document.addEventListener("htmx:beforeSend", ({ detail: { elt } }) => {
  if (elt instanceof HTMLFormElement && isSentByHtmx(elt)) elt.dataset.sent = "yes";
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (!(elt instanceof HTMLFormElement)) return;
  if (successful) setTimeout(() => delete elt.dataset.sent, REST);
  else delete elt.dataset.sent;
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// On a phone the tab that is open may lie beside the visible strip.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
