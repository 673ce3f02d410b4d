// <form data-draft="name">: what is typed stays on this device until it has arrived, also when the page
// is closed. A page with data-arrived="name" says that it has; data-forget="" drops everything.

const PREFIX = "portal:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const WORDS = "textarea, input:not([type]), input[type=text], input[type=date], input[type=tel], input[type=email]";

const keyOf = (form) => PREFIX + form.dataset.draft;
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

function keep(form, sent = false) {
  const words = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]).filter(([, text]) => text));
  const files = [...form.querySelectorAll("[data-file]")].map((one) => ({ ...one.dataset }));
  if (Object.keys(words).length || files.length) put(keyOf(form), { words, files, sent, at: Date.now() });
  else drop(keyOf(form));
}

// What a page refuses has not arrived: it is still there when the page is left and opened anew.
function takeBack() {
  if (!document.querySelector("[role=alert]:not([hidden]), .notice[role=status]")) return;
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    const kept = get(key);
    if (kept?.sent) put(key, { ...kept, sent: false });
  }
}

function restore(form) {
  const kept = get(keyOf(form));
  // What was sent and was not refused has arrived.
  if (!kept || Date.now() - kept.at > KEPT_FOR || kept.sent) return drop(keyOf(form));
  const empty = fieldsOf(form).filter((field) => !field.value && kept.words[field.name]);
  for (const field of empty) {
    field.value = kept.words[field.name];
    field.closest("details")?.setAttribute("open", "");
  }
  const missing = kept.files.filter(({ ticket }) => ![...form.querySelectorAll("[name=ticket]")].some((one) => one.value === ticket));
  form.dispatchEvent(new CustomEvent("files-restored", { detail: missing }));
  if (empty.length || missing.length) tell(form);
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
document.addEventListener("submit", ({ target: form, submitter }) => {
  // A switch of language or size only draws the page again.
  if (form.matches("[data-draft]")) keep(form, !["language", "large"].includes(submitter?.name));
  if (form.matches("[data-forget]")) Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach(drop);
});

for (const one of document.querySelectorAll("[data-arrived]")) drop(PREFIX + one.dataset.arrived);
// The other module listens by then.
addEventListener("DOMContentLoaded", () => {
  takeBack();
  document.querySelectorAll("[data-draft]").forEach(restore);
});

for (const row of document.querySelectorAll("[data-print-row]")) row.hidden = false;
document.addEventListener("click", ({ target }) => target.closest("[data-print]") && print());
