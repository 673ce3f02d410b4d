// @ in an internal note offers colleagues who may read the complaint: by name, initials or department.

import { fit } from "./commands.js";

const MOST = 6;
const CALL = /@([^@\s]{0,20})$/;
const field = document.querySelector("[data-mentions]");
const list = document.querySelector("[data-mentions-list]");
let colleagues = null;
let chosen = 0;

const isOpen = () => !list.hidden;
const called = () => CALL.exec(field.value.slice(0, field.selectionStart))?.[1];

async function known() {
  colleagues ??= fetch(field.dataset.mentions).then((answer) => (answer.ok ? answer.json() : { people: [] }));
  return (await colleagues.catch(() => ({ people: [] }))).people;
}

function score(typed, { name, initials, department }) {
  const fits = [fit(typed, name), fit(typed, initials), typed.length > 1 ? fit(typed, department) : -1];
  return Math.min(...fits.map((one) => (one < 0 ? Infinity : one)));
}

async function offer() {
  const people = called() === undefined ? [] : await known();
  const typed = called(); // what is typed now, not when we asked
  const found = typed === undefined ? [] : people
    .map((one) => ({ ...one, score: score(typed, one) }))
    .filter((one) => one.score < Infinity && one.name !== typed)
    .sort((a, b) => a.score - b.score);
  list.replaceChildren(...found.slice(0, MOST).map(option));
  show(found.length > 0);
}

function option({ name, department }, number) {
  const line = document.createElement("li");
  const where = document.createElement("span");
  line.id = `mention-${number}`;
  line.role = "option";
  line.dataset.name = name;
  where.className = "dim";
  where.textContent = department;
  line.append(name, " ", where);
  line.addEventListener("mousedown", (event) => { event.preventDefault(); take(line); });
  return line;
}

function show(open) {
  list.hidden = !open;
  choose(0);
  if (open) list.scrollIntoView({ block: "nearest" });
}

function choose(number) {
  const count = list.children.length;
  chosen = count ? (number + count) % count : 0;
  [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === chosen)));
  if (isOpen()) field.setAttribute("aria-activedescendant", `mention-${chosen}`);
  else field.removeAttribute("aria-activedescendant");
}

function take(line) {
  const start = field.selectionStart - called().length;
  field.setRangeText(`${line.dataset.name} `, start, field.selectionStart, "end");
  show(false);
  field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is saved with it
}

field?.addEventListener("input", (event) => event.isComposing || offer());
field?.addEventListener("compositionend", offer);
field?.addEventListener("blur", () => show(false));
field?.addEventListener("keydown", (event) => {
  if (!isOpen() || event.isComposing || event.ctrlKey || event.metaKey) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(chosen + moves[event.key]);
  else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen]);
  else if (event.key === "Escape") show(false);
  else return;
  event.preventDefault();
});
