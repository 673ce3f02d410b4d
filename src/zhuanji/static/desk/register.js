// The register page keeps what is typed on this computer until the complaint is registered: the
// page that says so forgets it (registered.js), so neither a lost line nor an ended session loses it.

const form = document.querySelector("[data-register]");
const key = `draft:${document.body.dataset.person}:register`;
const fields = () => [...form.elements].filter((one) => one.name && !["file", "hidden"].includes(one.type));

function keep() {
  const words = Object.fromEntries(fields().map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
  try { localStorage.setItem(key, JSON.stringify(words)); } catch { /* the store is full or closed */ }
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (!kept || form.querySelector(".is-invalid") || form.elements.account.value) return;
  for (const one of fields()) {
    if (!(one.name in kept)) continue;
    if (one.type === "checkbox") one.checked = kept[one.name];
    else one.value = kept[one.name];
  }
}

form.addEventListener("input", keep);
form.addEventListener("click", ({ target }) => {
  const quick = target.closest("[data-moment]");
  if (quick) {
    form.elements.occurred_at.value = quick.dataset.moment;
    form.elements.occurred_at.focus();
  }
  const known = target.closest("[data-pick]");
  if (!known) return;
  form.elements.name.value = known.dataset.pick;
  form.elements.phone.value = known.dataset.phone || form.elements.phone.value;
  form.elements.account.focus();
  keep();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.target.name !== "phone") return;
  event.preventDefault();
  const known = form.querySelector("[data-pick]");
  if (known) known.click();
  else form.elements.name.focus();
});
form.addEventListener("paste", ({ clipboardData }) => {
  if (!clipboardData.files.length) return;
  const kept = new DataTransfer();
  for (const file of [...form.elements.files.files, ...clipboardData.files]) kept.items.add(file);
  form.elements.files.files = kept.files;
});
restore();
const refused = form.querySelector(".is-invalid");
refused?.focus({ preventScroll: true });
refused?.scrollIntoView({ block: "center" });

// Back from the complaint that was registered: what browsers bring back of a form is half of it, and
// its token is used up. So the page is opened anew.
addEventListener("pageshow", ({ persisted }) => {
  const isBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const isRegistered = sessionStorage.getItem("registered");
  sessionStorage.removeItem("registered");
  if (isBack && isRegistered) location.replace(location.pathname);
});
