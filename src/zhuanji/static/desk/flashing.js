// A word of the evidence leads to where it stands in the account, and shows it for a moment.

const SHOWN = 2500; // milliseconds
let fading = 0;

document.addEventListener("click", (event) => {
  const word = event.target.closest?.("[data-from]");
  const account = document.getElementById("account-words");
  if (!word || !account) return;
  event.preventDefault();
  const fold = document.getElementById("account-open");
  if (fold) fold.checked = true;
  const range = rangeIn(account, Number(word.dataset.from), Number(word.dataset.to));
  if (!range) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  flash(range);
});

// Places count characters as people do; a text node counts an emoji as two.
function rangeIn(element, from, to) {
  const letters = [...element.textContent];
  const units = (count) => letters.slice(0, count).join("").length;
  const [start, end] = [point(element, units(from)), point(element, units(to))];
  if (!start || !end) return null;
  const range = new Range();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function point(element, place) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let left = place, node = walker.nextNode(); node; left -= node.length, node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
  }
  return null;
}

function flash(range) {
  if (!CSS.highlights) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
  clearTimeout(fading);
  CSS.highlights.set("flash", new Highlight(range));
  fading = setTimeout(() => CSS.highlights.delete("flash"), SHOWN);
}
