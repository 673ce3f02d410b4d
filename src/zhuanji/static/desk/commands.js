// Ctrl+K: everything with data-command on the page, and every link in <template data-commands>.

const bar = document.getElementById("command-bar");
const input = bar.querySelector("input");
const list = bar.querySelector("[role=listbox]");
const none = bar.querySelector(".commands-none");

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.isComposing) {
    event.preventDefault();
    open();
  }
});

function open() {
  input.value = "";
  people = [];
  if (!bar.open) bar.showModal();
  show();
  input.focus();
}

function known() {
  const offered = [...document.querySelectorAll("template[data-commands]")].flatMap((one) => [...one.content.querySelectorAll("a")]);
  const present = [...document.querySelectorAll("[data-command]")];
  const named = new Map();
  for (const one of [...offered, ...present]) {
    const label = (one.dataset.command || one.textContent).replace(/\s+/g, " ").trim();
    if (!named.has(label)) named.set(label, { label, also: one.dataset.words ?? "", run: () => one.isConnected ? one.click() : location.assign(one.href) });
  }
  return [...named.values()];
}

// All letters in their order; together and early is better. Returns -1 when it does not fit.
export function fit(typed, text) {
  let at = -1, gaps = 0;
  for (const letter of typed.toLowerCase().replace(/\s/g, "")) {
    const next = text.toLowerCase().indexOf(letter, at + 1);
    if (next < 0) return -1;
    gaps += next - at - 1;
    at = next;
  }
  return gaps;
}

function best(typed) {
  const scored = known().map((one) => {
    const fits = [fit(typed, one.label), fit(typed, one.also)].filter((score) => score >= 0);
    return { ...one, score: fits.length ? Math.min(...fits) : -1 };
  });
  const found = scored.filter((one) => one.score >= 0).sort((a, b) => a.score - b.score);
  const { searchUrl, searchWords, openWords } = input.dataset;
  if (searchUrl && /^zj\d\d-?[0-9a-z]{5}-?[0-9a-z]{5}$/i.test(typed)) {
    found.unshift({ label: openWords.replace("{number}", typed.toUpperCase()), run: () => location.assign(`${searchUrl}${encodeURIComponent(typed)}/`) });
  }
  if (typed && searchUrl) {
    const run = () => location.assign(`${searchUrl}?search=${encodeURIComponent(typed)}`);
    found.push({ label: searchWords.replace("{words}", typed), run });
  }
  return [...found.slice(0, 7), ...people, ...found.slice(7)].slice(0, 12);
}

// Customers that the words may mean come from the server a moment later, below what is here already.
let people = [];
let asking = 0;
function askForPeople() {
  people = [];
  clearTimeout(asking);
  const words = input.value.trim();
  const { customersUrl } = input.dataset;
  if (!customersUrl || words.length < 2) return;
  asking = setTimeout(async () => {
    const answer = await fetch(`${customersUrl}?words=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || answer.redirected || input.value.trim() !== words) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    people = [...page.querySelectorAll("a")].map((link) => ({
      label: link.textContent.replace(/\s+/g, " ").trim(),
      run: () => location.assign(link.getAttribute("href")),
    }));
    if (people.length) show();
  }, 200);
}

function show() {
  const found = best(input.value.trim());
  list.replaceChildren(...found.map(option));
  none.hidden = found.length > 0;
  choose(0);
}

function option({ label, run }, number) {
  const line = document.createElement("li");
  line.id = `command-${number}`;
  line.role = "option";
  line.textContent = label;
  line.addEventListener("mousemove", () => choose(number));
  line.addEventListener("click", () => { bar.close(); run(); });
  return line;
}

let chosen = 0;
function choose(number) {
  const count = list.children.length;
  chosen = count ? (number + count) % count : 0;
  [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === chosen)));
  input.setAttribute("aria-activedescendant", count ? `command-${chosen}` : "");
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

input.addEventListener("input", () => { askForPeople(); show(); });
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(chosen + moves[event.key]);
  else if (event.key === "Enter") list.children[chosen]?.click();
  else return;
  event.preventDefault();
});
