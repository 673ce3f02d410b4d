// The colours of cards turn at moments that the server reckoned: half used, three quarters, due.

const LEVELS = ["calm", "soon", "late", "over"];

export function colour(root = document, now = Date.now() / 1000) {
  for (const badge of root.querySelectorAll("[data-turns]")) {
    const passed = badge.dataset.turns.split(" ").filter((moment) => Number(moment) <= now).length;
    badge.classList.remove(...LEVELS.map((level) => `deadline-${level}`));
    badge.classList.add(`deadline-${LEVELS[passed]}`);
  }
}

setInterval(() => document.hidden || colour(), 30000);
