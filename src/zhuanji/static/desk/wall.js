// A wall: turns its pages by itself, asks for itself anew, and says when it does not hear any more.

import "./board_times.js";

const TURNS = 12000;
const ASKS = 60000; // also when nothing is told, so that a silent line is noticed
const wall = () => document.getElementById("wall");
const state = document.documentElement.dataset;
let page = 0;

// A page is as many columns as fit beside each other, each from a further card on until all were seen.
function pages() {
  const all = [...wall().children];
  const beside = Math.max(1, Math.floor(wall().clientWidth / (20 * rem())));
  const found = [];
  for (let start = 0; start < all.length; start += beside) {
    const columns = all.slice(start, start + beside);
    const rounds = Math.min(3, Math.max(1, ...columns.map((one) => Math.ceil(cardsOf(one).length / fitting()))));
    for (let round = 0; round < rounds; round += 1) found.push({ columns, round });
  }
  return found;
}

const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
const cardsOf = (column) => [...column.querySelectorAll(".wall-card")];
const fitting = () => Math.max(1, Math.floor((innerHeight - 11 * rem()) / (7.5 * rem())));

function show() {
  const all = pages();
  page %= Math.max(all.length, 1);
  const { columns = [], round = 0 } = all[page] ?? {};
  for (const column of wall().children) {
    column.hidden = !columns.includes(column);
    const cards = cardsOf(column);
    const rounds = Math.max(1, Math.ceil(cards.length / fitting()));
    const from = (round % rounds) * fitting();
    cards.forEach((card, at) => { card.hidden = at < from || at >= from + fitting(); });
  }
  document.querySelector("[data-page]").textContent = all.length > 1 ? `${page + 1} / ${all.length}` : "";
}

async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById("wall");
  if (!fresh) return tellLost();
  if (state.stream === "away") state.stream = "open";
  wall().replaceWith(fresh);
  show();
}

function tellLost() {
  if (state.stream !== "lost") state.stream = "away";
  const asOf = new Date(Number(wall().dataset.asOf) * 1000);
  document.querySelector("[data-last]").textContent = asOf.toTimeString().slice(0, 5);
}

let soon = 0;
document.body.addEventListener("live:list", () => {
  soon ||= setTimeout(() => { soon = 0; renew(); }, 400);
});
document.body.addEventListener("live:signed-out", tellLost);
setInterval(renew, ASKS);
setInterval(() => { page += 1; show(); }, TURNS);
addEventListener("resize", show);
show();
