// Single keys press what carries them: <button data-key="r">. Rows: <… data-rows> with <… data-row>.

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const isTyping = (element) => element?.matches?.(TYPED_IN);
const isReachable = (element) => isShown(element) || Boolean(element.closest(".menu, [data-keys]"));
const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return; // an input method is at work
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) return event.key === "Escape" && leave(event);
  if (press(event.key) || moveInRows(event.key, event.target)) event.preventDefault();
});

function send(event) {
  const form = event.target.closest?.("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

function leave(event) {
  if (event.target.closest("dialog")) return;
  event.preventDefault(); // a search field would empty itself, and what was found would be gone
  event.target.blur();
}

// Looks in the open dialog, else in the current row, else in the content, else anywhere on the page.
function press(key) {
  const places = openDialog() ? [openDialog()] : [currentRow(), document.querySelector("main"), document];
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  for (const place of places.filter(Boolean)) {
    const target = [...place.querySelectorAll(wanted)].find(isReachable);
    if (!target) continue;
    isTyping(target) ? write(target) : target.click();
    return true;
  }
  return false;
}

function write(field) {
  field.focus();
  field.select?.();
}

const openDialog = () => document.querySelector("dialog[open]");
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(isShown);
const currentRow = () => document.querySelector("[data-rows] [data-row].is-current");

function moveInRows(key, target) {
  if (openDialog()) return false;
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  const row = currentRow();
  if (!row || (key === "Enter" && target.closest("a, button, summary"))) return false;
  if (key === "Enter") return click(row, "a[data-open], a[href]");
  return key === "x" && click(row, "input[type=checkbox]");
}

function click(row, what) {
  const target = row.querySelector(what);
  target?.click();
  return Boolean(target);
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(currentRow());
  point(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  return true;
}

function point(row) {
  currentRow()?.classList.remove("is-current");
  row.classList.add("is-current");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// Whoever comes back from what they opened stands where they left.
const PLACE = "row-left";
addEventListener("pagehide", () => {
  const id = currentRow()?.id;
  if (id) sessionStorage.setItem(PLACE, JSON.stringify({ href: location.href, id }));
});
addEventListener("pageshow", ({ persisted }) => {
  const left = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  const isBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (!isBack || left?.href !== location.href || currentRow()) return;
  const row = document.getElementById(left.id);
  if (row?.matches("[data-rows] [data-row]")) point(row);
});

// A row that was swapped for its newer self stays the current one.
let pointedAt = "";
document.addEventListener("htmx:beforeSwap", () => { pointedAt = currentRow()?.id ?? ""; });
document.addEventListener("htmx:afterSettle", () => {
  const row = pointedAt && !currentRow() && document.getElementById(pointedAt);
  if (row) row.classList.add("is-current");
});

// The sheet lists what this page offers at this moment.
document.addEventListener("click", (event) => {
  if (!event.target.closest('[data-opens="shortcuts"]')) return;
  for (const list of document.querySelectorAll("[data-shortcuts]")) list.replaceChildren(...offered(list.dataset.shortcuts).flatMap(line));
  document.querySelector("[data-shortcuts-rows]").hidden = !rows().length;
});

// What the bar on top carries works everywhere, the rest on this page only.
function offered(where) {
  const found = new Map();
  for (const one of document.querySelectorAll("[data-key]")) {
    if (!isReachable(one) || Boolean(one.closest(".topbar")) !== (where === "everywhere")) continue;
    if (!found.has(one.dataset.key)) found.set(one.dataset.key, one.dataset.keyLabel || one.textContent.trim());
  }
  return [...found];
}

function line([key, label]) {
  const term = document.createElement("dt");
  const cap = document.createElement("kbd");
  const meaning = document.createElement("dd");
  cap.textContent = key;
  term.append(cap);
  meaning.textContent = label.replace(/\s+/g, " ");
  return [term, meaning];
}
