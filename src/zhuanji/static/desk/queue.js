// The queue: picking rows, one change to many, rows that renew themselves in place.

import { toast } from "./toasts.js";

const bar = document.getElementById("bulk");
const sheet = document.getElementById("bulk-sheet");
const list = () => document.getElementById("list");
const boxes = () => [...list().querySelectorAll("[name=id]")];
const currentRow = () => list().querySelector("[data-row].is-current");

// --- Picking ---------------------------------------------------------------------------------

const picked = new Set();
let last = null; // where a range begins

function pick(box, on) {
  box.checked = on;
  on ? picked.add(box.value) : picked.delete(box.value);
}

function pickRange(from, to, on) {
  const all = boxes();
  const [start, end] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  if (start >= 0) for (const box of all.slice(start, end + 1)) pick(box, on);
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (box.matches?.("[data-pick-all]")) for (const one of boxes()) pick(one, box.checked);
  else if (box.matches?.("#list [name=id]")) {
    if (event.shiftKey && last?.isConnected) pickRange(last, box, box.checked);
    pick(box, box.checked);
    last = box;
  } else return;
  everything(false);
});

// A label with shift would select text instead.
document.addEventListener("mousedown", (event) => event.shiftKey && event.target.closest(".queue-pick") && event.preventDefault());

// Shift+X reaches from the row picked last to the current one.
document.addEventListener("keydown", (event) => {
  if (event.key !== "X" || event.isComposing || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const box = currentRow()?.querySelector("[name=id]");
  if (!box) return;
  pickRange(last?.isConnected ? last : box, box, true);
  last = box;
  everything(false);
});

function everything(on) {
  if (!bar) return;
  bar.querySelector("[data-bulk-all]").value = on ? "1" : "";
  tellCount();
}

function tellCount() {
  if (!bar) return;
  const count = bar.querySelector("[data-bulk-count]");
  const all = bar.querySelector("[data-bulk-all]").value === "1";
  count.textContent = all ? count.dataset.all : picked.size ? count.dataset.some.replace("{count}", picked.size) : "";
  const shown = boxes();
  const wholePage = shown.length > 0 && shown.every((box) => box.checked);
  const offer = bar.querySelector("[data-bulk-everything]");
  if (offer) offer.hidden = all || !wholePage;
  const head = list().querySelector("[data-pick-all]");
  if (head) [head.checked, head.indeterminate] = [wholePage, !wholePage && picked.size > 0];
  bar.classList.toggle("is-used", picked.size > 0);
}

function pickNothing() {
  for (const box of boxes()) pick(box, false);
  picked.clear();
  last = null;
  everything(false);
}

bar?.querySelector("[data-bulk-nothing]").addEventListener("click", () => {
  if (!picked.size && !sheet.open) currentRow()?.classList.remove("is-current");
  pickNothing();
});
bar?.querySelector("[data-bulk-everything]")?.addEventListener("click", () => everything(true));

// --- One change to many ----------------------------------------------------------------------

// Without anything picked the current row is meant.
bar?.addEventListener("htmx:configRequest", (event) => {
  if (event.target !== bar) return;
  const row = currentRow();
  if (picked.size) return;
  if (row) return event.detail.formData.append("id", row.querySelector("[name=id]").value);
  event.preventDefault();
  toast(sheet.dataset.nothing);
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target !== sheet) return;
  if (!sheet.open) sheet.showModal();
  (sheet.querySelector("[autofocus]") ?? sheet.querySelector("button"))?.focus();
});
sheet?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  sheet.close();
});
// Enter on a choice that was not yet chosen chooses it; once more makes the change.
sheet?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[type=radio]") || event.target.checked) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("list-changed", () => {
  if (sheet?.open) sheet.close();
  pickNothing();
  renew();
});

for (const button of document.querySelectorAll("[data-row-goes]")) {
  button.addEventListener("click", () => {
    const row = currentRow() ?? boxes().find((box) => box.checked)?.closest("[data-row]");
    const link = row?.querySelector("a[data-open]");
    if (!link) return toast(sheet.dataset.nothing);
    location.assign(link.href + (button.dataset.rowGoes && `#${button.dataset.rowGoes}`));
  });
}

// --- Rows renew themselves -------------------------------------------------------------------

const news = document.querySelector("[data-news]");
let fresh = null; // the newest list that the server gave, not yet shown as a whole

async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  fresh = page.getElementById("list");
  if (!fresh) return;
  if (!list().querySelector("[data-row]")) return showAll();
  for (const row of list().querySelectorAll("[data-row]")) renewRow(row);
  tellNews();
}

// A row that no longer fits stays where it is, faded, until the list is shown anew: nothing jumps.
function renewRow(row) {
  const newer = fresh.querySelector(`#${row.id}`);
  row.classList.toggle("is-gone", !newer);
  if (!newer || newer.innerHTML === row.dataset.shown) return;
  const isNews = row.dataset.shown !== undefined;
  row.dataset.shown = newer.innerHTML;
  if (!isNews && !differs(row, newer)) return;
  const checked = row.querySelector("[name=id]")?.checked;
  row.innerHTML = newer.innerHTML;
  if (checked) row.querySelector("[name=id]").checked = true;
  globalThis.htmx.process(row);
}

const differs = (row, newer) => row.textContent.replace(/\s+/g, " ") !== newer.textContent.replace(/\s+/g, " ");

function tellNews() {
  const since = Number(list().dataset.asked);
  const here = new Set([...list().querySelectorAll("[data-row]")].map((row) => row.id));
  const unseen = [...fresh.querySelectorAll("[data-row]")].filter((row) => !here.has(row.id) && Number(row.dataset.registered) >= since);
  news.hidden = !unseen.length;
  news.textContent = news.dataset.words.replace("{count}", unseen.length);
}

function showAll() {
  const current = currentRow()?.id;
  list().replaceWith(fresh);
  for (const box of boxes()) box.checked = picked.has(box.value);
  if (current) document.getElementById(current)?.classList.add("is-current");
  news.hidden = true;
  globalThis.htmx.process(list());
  rememberList();
  tellCount();
}
news.addEventListener("click", showAll);

let soon = 0;
document.body.addEventListener("live:list", () => {
  clearTimeout(soon);
  soon = setTimeout(renew, 1000);
});

// The complaint page leads on to the next one of this list.
function rememberList() {
  const links = [...list().querySelectorAll("a[data-open]")].map((link) => link.href);
  sessionStorage.setItem("list", JSON.stringify({ href: location.href, links }));
}
addEventListener("pageshow", rememberList);

// Pages that come back from the browser's memory keep their checked boxes.
function remember() {
  for (const box of boxes()) if (box.checked) picked.add(box.value);
  tellCount();
}
addEventListener("pageshow", remember);
