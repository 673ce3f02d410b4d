// The register page keeps what is typed on this computer until the complaint is registered: the
// page that says so forgets it (registered.js), so neither a lost line nor an ended session loses it.

import * as drafts from "./register_drafts.js";

const form = document.querySelector("[data-register]");
const offer = document.querySelector("[data-orphan]");
const id = drafts.takeTab();
const TURN = 20_000;
const fields = () => [...form.elements].filter((one) => one.name && !["file", "hidden"].includes(one.type));
const isTyped = (words) => ["account", "phone", "name", "demand", "email", "product", "order_number"].some((name) => words[name]);
const typed = () => Object.fromEntries(fields().map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
let at = Date.now();

function keep() {
  at = Date.now();
  stand(true);
}

// Whether this tab is open is written with the draft: another tab must know whose it is.
function stand(open) {
  const words = typed();
  if (isTyped(words)) drafts.write(id, { words, at, open, seen: Date.now() });
  else drafts.drop(id);
}

function fill(words) {
  for (const one of fields()) {
    if (!(one.name in words)) continue;
    if (one.type === "checkbox") one.checked = words[one.name];
    else one.value = words[one.name];
    one.dispatchEvent(new Event("filled")); // a choice shows what it holds (choosing.js)
    if (words[one.name] && one.type !== "checkbox") one.closest("details")?.setAttribute("open", "");
  }
}

function restore() {
  const kept = drafts.get(id);
  if (!kept || form.querySelector(".is-invalid") || form.elements.account.value) return;
  at = kept.at;
  fill(kept.words);
}

function offerOrphan() {
  const found = drafts.orphan(id);
  offer.hidden = !found;
  if (!found) return;
  const when = new Date(found.at);
  const today = when.toDateString() === new Date().toDateString();
  const format = { ...(today ? {} : { month: "numeric", day: "numeric" }), hour: "2-digit", minute: "2-digit", hour12: false };
  offer.querySelector("[data-orphan-at]").textContent = when.toLocaleString(document.documentElement.lang, format);
  offer.querySelector("[data-orphan-words]").textContent = [found.words.name, found.words.account].filter(Boolean).join("：").slice(0, 40);
  offer.dataset.orphan = found.id;
}

// What stands in the form meanwhile is not written over: it is offered in its turn.
function takeOrphan() {
  const found = drafts.get(offer.dataset.orphan);
  const words = typed();
  if (isTyped(words)) drafts.write(drafts.newId(), { words, at, open: false, seen: Date.now() });
  drafts.drop(offer.dataset.orphan);
  if (found) {
    form.reset();
    fill(found.words);
    keep();
  }
  offerOrphan();
  form.elements.account.focus();
}

offer.querySelector("[data-orphan-take]").addEventListener("click", takeOrphan);
offer.querySelector("[data-orphan-drop]").addEventListener("click", () => {
  drafts.drop(offer.dataset.orphan);
  offerOrphan();
});
addEventListener("pagehide", () => { if (drafts.get(id)) stand(false); });
setInterval(() => { if (drafts.get(id)) stand(true); offerOrphan(); }, TURN);

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
// A proposal goes into its field; the field tells everybody, so that it is kept and shown as taken.
function take(proposal) {
  const field = form.elements[proposal.dataset.propose];
  field.value = proposal.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
form.addEventListener("click", ({ target }) => {
  const proposal = target.closest("[data-propose]");
  if (proposal) take(proposal);
});
form.addEventListener("keydown", (event) => {
  if (event.code !== "KeyA" || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  form.querySelectorAll("[data-propose][data-sure]").forEach(take);
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
stand(true);
offerOrphan();
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
