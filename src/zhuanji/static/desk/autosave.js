// <textarea data-autosave="/address" name="body">: what is typed is sent while typing, and kept on this
// computer until the server has it. A form that was sent is kept too until its answer came.

import { toast, words } from "./toasts.js";

const PAUSE = 1200;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const prefix = `draft:${document.body.dataset.person}:`;
const keyOf = (field) => prefix + field.dataset.autosave + "#" + field.name;
const timers = new WeakMap();

function keep(field) {
  const kept = { text: field.value, at: Date.now() };
  try { localStorage.setItem(keyOf(field), JSON.stringify(kept)); } catch { /* the store is full or closed */ }
}

const forget = (field) => localStorage.removeItem(keyOf(field));

function say(field, text) {
  const place = field.form?.querySelector("[data-autosave-state]");
  if (place) place.textContent = text;
}

async function save(field) {
  const text = field.value;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const body = new URLSearchParams({ [field.name]: text });
  try {
    const answer = await fetch(field.dataset.autosave, { method: "POST", body, headers: { ...headers, "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) throw new Error("not saved");
    if (field.value === text) forget(field);
    say(field, words("saved").replace("{clock}", new Date().toTimeString().slice(0, 5)));
  } catch {
    say(field, words("kept"));
  }
}

document.addEventListener("input", ({ target: field }) => {
  if (!field.matches?.("[data-autosave]")) return;
  keep(field);
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(save, PAUSE, field));
});

const fieldsOf = (form) => form?.querySelectorAll?.("[data-autosave]") ?? [];

// Sending takes the place of saving; should the answer never come, the text is still kept here.
document.addEventListener("submit", ({ target: form }) => {
  for (const field of fieldsOf(form)) {
    clearTimeout(timers.get(field));
    if (field.value) keep(field);
  }
  if (form.matches("[data-forget-drafts]")) forgetAll();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) for (const field of fieldsOf(detail.elt.closest?.("form"))) forget(field);
});

// Text that was kept comes back into an empty field; beside other text it is not forced upon anybody.
function restore(field) {
  if (field.dataset.restored) return;
  field.dataset.restored = "yes";
  const kept = JSON.parse(localStorage.getItem(keyOf(field)) ?? "null");
  if (!kept || kept.text === field.value) return forget(field);
  if (Date.now() - kept.at > KEPT_FOR || "autosaveDone" in field.dataset) return forget(field);
  if (field.value && !kept.text.startsWith(field.value)) return;
  field.value = kept.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  toast(words("restored"));
}

function restoreAll() {
  for (const field of document.querySelectorAll("[data-autosave]")) restore(field);
}

function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

restoreAll();
document.addEventListener("htmx:afterSettle", restoreAll);
