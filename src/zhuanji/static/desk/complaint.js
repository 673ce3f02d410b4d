// The complaint page: its dialog, who else is here, the lock on the reply, drafts.

import { headers } from "./csrf.js";
import { toast } from "./toasts.js";

const page = document.querySelector(".complaint");
const dialog = document.getElementById("decision");

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== dialog) return;
  if (!dialog.open) dialog.showModal();
  fitReasons(dialog.querySelector("form"));
  dialog.querySelector("input:not([type=hidden]), textarea, select")?.focus();
});
// Whoever reads the account keeps their place in it: only what says something else is put in its place.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const words = (one) => one.textContent.replace(/\s+/g, " ");
  detail.shouldSwap = words(detail.fragment) !== words(detail.target);
});
document.addEventListener("complaint-changed", () => dialog.open && dialog.close());

async function ask(address, words = {}) {
  try {
    const answer = await fetch(address, { method: "POST", headers: headers(), body: new URLSearchParams(words) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the next ping tries again
  }
}

const notice = document.querySelector("[data-writing]");
const sentence = notice?.textContent;
function tellWriting(name) {
  if (!notice) return;
  notice.hidden = !name;
  notice.textContent = sentence.replace("{name}", name);
}

async function ping() {
  if (document.hidden) return;
  const answer = await ask(page.dataset.here);
  if (!answer) return;
  document.getElementById("people-here").textContent = answer.people.join("、");
  tellWriting(answer.writing);
  restore(answer.drafts);
}

let restored = false;
function restore(drafts) {
  if (restored) return;
  restored = true;
  for (const [kind, body] of Object.entries(drafts)) {
    const field = document.querySelector(`[data-writes="${kind}"] textarea`);
    const untouched = field && (!field.value || ("prefilled" in field.dataset && field.value === field.defaultValue));
    if (untouched) field.value = body;
  }
}

// A reply that was taken back is a draft again.
document.addEventListener("reply-withdrawn", () => {
  for (const undo of document.querySelectorAll(".toast-note [data-undo]:not([hidden])")) undo.closest(".toast-note").remove();
  restored = false;
  ping();
  const tab = document.getElementById("tab-reply");
  if (tab) tab.checked = true;
});

let renewing = 0;
async function hold() {
  const answer = await ask(page.dataset.lock);
  if (answer) tellWriting(answer.writing);
}
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(".pane-reply textarea, .pane-answer textarea") || renewing) return;
  hold();
  renewing = setInterval(hold, 30000);
});
document.addEventListener("focusout", ({ target }) => {
  if (!target.matches(".pane-reply textarea, .pane-answer textarea") || target.value) return;
  clearInterval(renewing);
  renewing = 0;
  ask(page.dataset.lock, { release: "1" });
});

// Files that are kept now are chosen no more.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.matches("form[data-adds-files]")) detail.elt.reset();
});

// The company's answer is looked over as the customer will read it, then it leaves for good.
const sheet = document.getElementById("look-over");
document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt;
  if (!form.matches("[data-looked-over]")) return;
  event.preventDefault();
  sheet.querySelector("[data-letter]").textContent = form.elements.body.value;
  sheet.showModal();
  sheet.querySelector("[data-sends]").onclick = () => { sheet.close(); event.detail.issueRequest(true); };
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-close]")) target.closest("dialog").close();
  const offered = target.closest("[data-fills]");
  if (offered) offered.form.elements[offered.dataset.fills].value = offered.dataset.value;
});

// Only the reasons that carry the chosen verdict are on offer.
function fitReasons(form) {
  const { verdict, reason } = form?.elements ?? {};
  if (!verdict || !reason) return;
  const chosen = verdict.selectedOptions[0].label;
  for (const group of reason.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = !group.label.split(" / ").includes(chosen);
  }
  if (reason.selectedOptions[0]?.parentElement.disabled) {
    reason.value = reason.querySelector("optgroup:not([disabled]) option").value;
  }
}
document.addEventListener("change", ({ target }) => target.name === "verdict" && fitReasons(target.form));

// A letter that went out leaves an empty field with a token of its own. What the field itself asks
// while somebody writes is no letter.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt;
  if (!form.matches?.("[data-writes]") || !detail.successful) return;
  form.reset();
  form.querySelector("[data-promised]")?.replaceChildren();
  form.querySelector("textarea").value = "";
  form.elements.token.value = crypto.getRandomValues(new Uint32Array(4)).join("").slice(0, 36);
  clearInterval(renewing);
  renewing = 0;
});

// A tab leads into its field, also when it was open before.
document.addEventListener("click", ({ target }) => {
  const tab = target.closest("label[for^=tab-]");
  if (tab) setTimeout(() => begin(document.querySelector(`.pane-${tab.htmlFor.slice(4)} textarea`)));
});

// In a letter that is prefilled, one writes below the greeting.
function begin(field) {
  field?.focus();
  if (!field || field.value !== field.defaultValue || !("prefilled" in field.dataset)) return;
  const below = field.value.indexOf("\n\n") + 2;
  field.setSelectionRange(below, below);
}

// The next and previous of the list one came from, as it stood there.
function tellList({ href, links }) {
  const at = links.findIndex((link) => new URL(link).pathname === location.pathname);
  const around = document.querySelector("[data-list-around]");
  if (at < 0 || !around) return;
  around.hidden = false;
  const place = around.querySelector("[data-list-place]");
  [place.textContent, place.href] = [`${at + 1} / ${links.length}`, href];
  for (const [name, link] of [["previous", links[at - 1]], ["next", links[at + 1]]]) {
    const arrow = around.querySelector(`[data-list-${name}]`);
    if (link) arrow.href = link;
    else arrow.classList.add("disabled");
  }
}
tellList(JSON.parse(sessionStorage.getItem("list") ?? "null") ?? { links: [] });

// The list leads straight to writing: …/#reply, …/#note.
const tab = document.getElementById(`tab-${location.hash.slice(1)}`);
if (tab) {
  tab.checked = true;
  document.querySelector(`.pane-${location.hash.slice(1)} textarea`)?.focus();
}

document.addEventListener("paste", ({ target, clipboardData }) => {
  const field = target.closest?.("form")?.querySelector("input[type=file]");
  if (!field || !clipboardData.files.length) return;
  const kept = new DataTransfer();
  for (const file of [...field.files, ...clipboardData.files]) kept.items.add(file);
  field.files = kept.files;
  toast([...field.files].map((file) => file.name).join("、"));
});

ping();
setInterval(ping, 15000);
