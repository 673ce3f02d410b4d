// The board: cards that are dragged or sent by their menu, and that move by themselves when others do.

import { headers } from "./csrf.js";
import { toast, words } from "./toasts.js";
import "./board_times.js";

const dialog = document.getElementById("decision");
const board = () => document.getElementById("board");
const columns = () => [...board().querySelectorAll("[data-key-of]")];
const listOf = (key) => columns().find((one) => one.dataset.keyOf === key);
const cardsIn = (list) => [...list.querySelectorAll(":scope > [data-card]")];

// --- Moving a card -------------------------------------------------------------------------------

let onTheWay = null; // { card, home, before }: a card that stands where it does not belong yet

function dropped({ item: card, from, to, oldIndex }) {
  if (from === to) return goHome({ card, home: from, at: oldIndex });
  onTheWay = { card, home: from, at: oldIndex };
  card.classList.add("is-moving");
  ask(card, to.dataset.keyOf);
}

function goHome(way = onTheWay) {
  if (!way) return;
  way.card.classList.remove("is-moving");
  if (way.card.isConnected) put(way.card, way.home);
  if (way === onTheWay) onTheWay = null;
}

async function ask(card, to) {
  const address = board().dataset.move.replace("NUMBER", card.dataset.card);
  const body = new URLSearchParams({ to, group: board().dataset.group });
  let answer = {};
  try {
    const response = await fetch(address, { method: "POST", headers: headers(), body });
    answer = /json/.test(response.headers.get("content-type")) ? await response.json() : { refused: words("failed") };
  } catch {
    answer = { refused: words("unreachable") };
  }
  if (answer.asks) return globalThis.htmx.ajax("GET", answer.asks, { target: dialog });
  if (answer.refused) toast(answer.refused, { kind: "error" });
  else toast(answer.moved, { kind: "success" });
  arrived(card, Boolean(answer.moved));
}

// What was decided shows at once, without waiting to be told by the stream.
function arrived(card, moved) {
  const way = onTheWay;
  if (!moved) return goHome();
  onTheWay = null;
  renew([idOf(card)]).finally(() => {
    way?.card.classList.remove("is-moving");
    if (way?.card.isConnected && way.card.parentElement.dataset.keyOf !== way.card.dataset.column) goHome(way);
  });
}

const idOf = (card) => card.id.replace("card-", "");

function sortable() {
  if (!globalThis.Sortable) return;
  for (const list of columns()) {
    if (list.dataset.sorts) continue;
    list.dataset.sorts = "yes";
    globalThis.Sortable.create(list, {
      group: "board", sort: false, draggable: "[data-card]", delay: 300, delayOnTouchOnly: true, animation: 120,
      filter: ".board-move", preventOnFilter: false, ghostClass: "is-ghost", onEnd: dropped,
    });
  }
}

// On a phone one column is seen at a time: the first in which there is something.
function toFirstCards() {
  const all = board();
  const first = columns().find((one) => cardsIn(one).length)?.parentElement;
  if (first && all.scrollWidth > all.clientWidth && matchMedia("(max-width: 767px)").matches) {
    all.scrollLeft += first.getBoundingClientRect().left - all.getBoundingClientRect().left;
  }
}
if (board()) toFirstCards();

// --- The dialog ------------------------------------------------------------------------------------

let decided = false;
let about = ""; // the card that the dialog speaks of

// Only when what it asks is ready to be sent: a quick hand would leave the page otherwise.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target !== dialog) return;
  if (!dialog.open) [decided, about] = [false, onTheWay?.card.id ?? currentCard()?.id ?? ""];
  if (!dialog.open) dialog.showModal();
  fitReasons(dialog.querySelector("form"));
  dialog.querySelector("input:not([type=hidden]), textarea, select, .board-ways a, .board-ways button")?.focus();
});
document.addEventListener("complaint-changed", () => {
  decided = true;
  if (dialog.open) dialog.close();
});
dialog.addEventListener("close", () => {
  const card = document.getElementById(about);
  if (decided && card) arrived(card, true);
  else goHome();
  dialog.replaceChildren();
  card?.focus({ preventScroll: true });
});
dialog.addEventListener("click", (event) => {
  const leaves = event.target.closest("[data-close], .sheet-foot a.btn");
  if (leaves) { event.preventDefault(); dialog.close(); }
  if (event.target.closest("[data-write-on]")) lookOver(event.target.form, false);
});

// Only the reasons that carry the chosen verdict are on offer.
function fitReasons(form) {
  const { verdict, reason } = form?.elements ?? {};
  if (!verdict || !reason) return;
  const chosen = verdict.selectedOptions[0].label;
  for (const group of reason.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = !group.label.split(" / ").includes(chosen);
  }
  if (reason.selectedOptions[0]?.parentElement.disabled) reason.value = reason.querySelector("optgroup:not([disabled]) option").value;
}
document.addEventListener("change", ({ target }) => target.name === "verdict" && fitReasons(target.form));

// The company's answer is looked over as the customer will read it, then it leaves for good.
document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt;
  if (!form.matches("[data-answers]") || form.dataset.looked) return;
  event.preventDefault();
  lookOver(form, true);
});

function lookOver(form, on) {
  const [letter, field] = [form.querySelector("[data-letter]"), form.querySelector(".field")];
  const send = form.querySelector("[data-sends]");
  form.dataset.looked = on ? "yes" : "";
  letter.textContent = form.elements.body.value;
  [letter.hidden, field.hidden, form.querySelector("[data-write-on]").hidden] = [!on, on, !on];
  send.textContent = on ? send.dataset.sends : send.dataset.looks;
}

// --- The hand on the keyboard ------------------------------------------------------------------------

const currentCard = () => board().querySelector("[data-card].is-current");

document.addEventListener("focusin", ({ target }) => {
  const card = target.closest?.("[data-card]");
  if (!card) return;
  currentCard()?.classList.remove("is-current");
  card.classList.add("is-current");
});

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = beside(card, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
});

function beside(card, key) {
  const own = cardsIn(card.parentElement);
  const at = own.indexOf(card);
  if (key === "ArrowDown") return own[at + 1];
  if (key === "ArrowUp") return own[at - 1];
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (!step) return null;
  const all = columns();
  for (let i = all.indexOf(card.parentElement) + step; i >= 0 && i < all.length; i += step) {
    const cards = cardsIn(all[i]);
    if (cards.length) return cards[Math.min(at, cards.length - 1)];
  }
  return null;
}

// --- What others do ----------------------------------------------------------------------------------

const PAUSE = 250; // at most four questions a second however much happens
let asking = null;
let again = null;

// One question at a time; what is asked meanwhile is asked once more afterwards.
function renew(also = []) {
  if (asking) {
    again = [...(again ?? []), ...also];
    return asking.then(() => asking ?? undefined);
  }
  asking = fetchChanges(also).finally(() => {
    setTimeout(() => {
      asking = null;
      const waiting = again;
      again = null;
      if (waiting) renew(waiting);
    }, PAUSE);
  });
  return asking;
}

async function fetchChanges(also) {
  const query = new URLSearchParams(location.search);
  query.set("place", board().dataset.place);
  for (const id of also) query.append("also", id);
  const answer = await fetch(`${board().dataset.changes}?${query}`, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const news = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("changes");
  if (!news) return;
  if ("all" in news.dataset || strange(news)) return wholeBoard();
  board().dataset.place = news.dataset.place;
  for (const id of news.dataset.gone.split(" ").filter(Boolean)) document.getElementById(`card-${id}`)?.remove();
  for (const card of news.querySelectorAll("[data-card]")) take(card);
  tellCounts(news);
}

// A column that is not there yet comes with the whole board.
const strange = (news) => [...news.querySelectorAll("[data-card]")].some((card) => !listOf(card.dataset.column));

async function wholeBoard() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
  if (!fresh) return;
  board().replaceWith(fresh);
  globalThis.htmx.process(board());
  sortable();
}

function take(card) {
  const old = document.getElementById(card.id);
  const list = listOf(card.dataset.column);
  if (old && old === onTheWay?.card) return; // in somebody's hand
  const stays = old?.parentElement === list && old.dataset.order === card.dataset.order && old.dataset.column === card.dataset.column;
  if (stays && same(old, card)) return;
  const had = old?.contains(document.activeElement);
  const fresh = document.importNode(card, true);
  if (old?.classList.contains("is-current")) fresh.classList.add("is-current");
  if (stays) old.replaceWith(fresh);
  else { old?.remove(); put(fresh, list); }
  if (!fresh.isConnected) return;
  fresh.classList.add("is-fresh");
  globalThis.htmx.process(fresh);
  if (had) fresh.focus({ preventScroll: true });
}

const same = (old, card) => old.textContent.replace(/\s+/g, " ") === card.textContent.replace(/\s+/g, " ");

// At its place by urgency; behind the last one shown it waits until more are asked for.
function put(card, list) {
  const place = [Number(card.dataset.order), Number(idOf(card))];
  const others = cardsIn(list).filter((one) => one !== card);
  const next = others.find((one) => isBefore(place, [Number(one.dataset.order), Number(idOf(one))]));
  const more = list.querySelector(":scope > .board-more");
  if (!next && more && others.length) card.remove();
  else list.insertBefore(card, next ?? more);
}

const isBefore = (one, other) => (one[0] === other[0] ? one[1] < other[1] : one[0] < other[0]);

function tellCounts(news) {
  const counts = new Map([...news.querySelectorAll("[data-count]")].map((one) => [one.dataset.count, one.textContent]));
  let all = 0;
  for (const place of board().querySelectorAll("[data-count]")) {
    place.textContent = counts.get(place.dataset.count) ?? "0";
    all += Number(place.textContent);
  }
  document.querySelector("[data-count-all]").textContent = all.toLocaleString("en");
}

document.body.addEventListener("live:list", () => renew());
addEventListener("pageshow", ({ persisted }) => persisted && renew());
document.addEventListener("htmx:afterSettle", sortable);
sortable();
