// <textarea data-autosave="/address" name="body">: what is typed is sent while typing, and kept on this
// computer until the server has it. What a form sent is kept too until it is known to have arrived.

import { headers } from "./csrf.js";
import { toast, words } from "./toasts.js";

const PAUSE = 1200;
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const prefix = `draft:${document.body.dataset.person}:`;
const keyOf = (field) => `${prefix}${field.dataset.autosave}#${field.name}`;
const savings = new WeakMap(); // field -> what stops its next or running save

function keep(field, sent = false) {
  const kept = JSON.stringify({ text: field.value, at: Date.now(), sent });
  try { localStorage.setItem(keyOf(field), kept); } catch { /* the store is full or closed to us */ }
}

const kept = (field) => JSON.parse(localStorage.getItem(keyOf(field)) ?? "null");
const forget = (field) => localStorage.removeItem(keyOf(field));

function say(field, text) {
  const place = field.form?.querySelector("[data-autosave-state]");
  if (place) place.textContent = text;
}

async function save(field, { signal }) {
  const text = field.value;
  const body = new URLSearchParams({ [field.name]: text });
  try {
    const answer = await fetch(field.dataset.autosave, { method: "POST", body, headers: headers(), signal });
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
  stop(field);
  const control = new AbortController();
  const timer = setTimeout(save, PAUSE, field, control);
  savings.set(field, () => { clearTimeout(timer); control.abort(); });
});

function stop(field) {
  savings.get(field)?.();
  savings.delete(field);
}

const fieldsOf = (form) => form?.querySelectorAll?.("[data-autosave]") ?? [];

document.addEventListener("submit", ({ target: form }) => {
  for (const field of fieldsOf(form)) {
    stop(field);
    if (field.value) keep(field, !form.matches("[hx-post]"));
  }
  if (form.matches("[data-forget-drafts]")) forgetAll();
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful || detail.elt.matches?.("[data-autosave]")) return; // it only asked
  for (const field of fieldsOf(detail.elt.closest?.("form"))) forget(field);
});

// Text comes back into an empty field, or one that holds its beginning. What was sent comes back only
// when a refusal or a sign-in page came in between: otherwise it has arrived.
function restore(field) {
  if ("restored" in field.dataset) return;
  field.dataset.restored = "";
  const last = kept(field);
  if (!last || last.text === field.value) return;
  const arrived = last.sent && Number(localStorage.getItem("not-accepted")) < last.at;
  if (arrived || Date.now() - last.at > KEPT_FOR) return forget(field);
  if (!last.text.startsWith(field.value) && !("prefilled" in field.dataset)) return;
  field.value = last.text;
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
