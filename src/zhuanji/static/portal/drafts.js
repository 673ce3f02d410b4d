// <form data-draft="name">: what is typed stays on this device until it has arrived, also when the page
// is closed or the line breaks while it is sent. Only a page with data-arrived="name" and the form's own
// data-token says that it has; data-forget="" drops everything.

const PREFIX = "portal:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const WORDS = "textarea, input:not([type]), input[type=text], input[type=date], input[type=tel], input[type=email]";

const keyOf = (form) => PREFIX + form.dataset.draft;
const tokenOf = (form) => form.querySelector("input[name=token]");
const fieldsOf = (form) => [...form.querySelectorAll(WORDS)].filter((field) => field.name && field.name !== "website");

function put(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* the store is full or closed to us */ }
}

function get(key) {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
}

function drop(key) {
  try { localStorage.removeItem(key); } catch { /* then there is nothing to drop */ }
}

function keep(form) {
  const words = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]).filter(([, text]) => text));
  const files = [...form.querySelectorAll("[data-file]")].map((one) => ({ ...one.dataset }));
  if (Object.keys(words).length || files.length) put(keyOf(form), { words, files, token: tokenOf(form)?.value, at: Date.now() });
  else drop(keyOf(form));
}

function restore(form) {
  const kept = get(keyOf(form));
  if (!kept || Date.now() - kept.at > KEPT_FOR) return drop(keyOf(form));
  const empty = fieldsOf(form).filter((field) => !field.value && kept.words[field.name]);
  for (const field of empty) {
    field.value = kept.words[field.name];
    field.closest("details")?.setAttribute("open", "");
  }
  const missing = kept.files.filter(({ ticket }) => ![...form.querySelectorAll("[name=ticket]")].some((one) => one.value === ticket));
  form.dispatchEvent(new CustomEvent("files-restored", { detail: missing }));
  if (!empty.length && !missing.length) return;
  // Perhaps it did arrive and only the answer was lost: sent again by its old token it counts once.
  if (kept.token && tokenOf(form)) tokenOf(form).value = kept.token;
  tell(form);
}

function tell(form) {
  const words = document.createElement("p");
  words.className = "notice";
  words.setAttribute("role", "status");
  words.textContent = document.body.dataset.restored;
  form.prepend(words);
}

const mine = (target) => target.closest?.("[data-draft]");
for (const kind of ["input", "change", "files-changed"]) {
  document.addEventListener(kind, ({ target }) => mine(target) && keep(mine(target)));
}
document.addEventListener("submit", ({ target: form }) => {
  if (form.matches("[data-draft]")) keep(form);
  if (form.matches("[data-forget]")) Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach(drop);
});

// What was written since, with another token, stays.
for (const one of document.querySelectorAll("[data-arrived]")) {
  const key = PREFIX + one.dataset.arrived;
  if (get(key)?.token === one.dataset.token) drop(key);
}
// The other module listens by then.
addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-draft]").forEach((form) => {
  restore(form);
  if (fieldsOf(form).some((field) => field.value !== field.defaultValue)) keep(form); // typed before we listened
}));

for (const row of document.querySelectorAll("[data-print-row]")) row.hidden = false;
document.addEventListener("click", ({ target }) => target.closest("[data-print]") && print());
