// What is typed on the register page, kept on this computer: one draft for each tab, so that two calls
// taken at once do not write over each other. A draft whose tab was closed is offered to the next one.

const KEPT_FOR = 7 * 24 * 3600 * 1000;
const LIVES_FOR = 2 * 60 * 1000; // a tab that has said nothing for so long was ended by force
const prefix = `draft:${document.body.dataset.person}:register:`;
const TAB = "register-tab";

function read(key) {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
}

export function write(id, draft) {
  try { localStorage.setItem(prefix + id, JSON.stringify(draft)); } catch { /* the store is full or closed */ }
}

export const get = (id) => read(prefix + id);
export const drop = (id) => localStorage.removeItem(prefix + id);
export const newId = () => Math.random().toString(36).slice(2);
export const isLiving = (draft) => draft.open && Date.now() - draft.seen < LIVES_FOR;
export const tab = () => sessionStorage.getItem(TAB);

// The name of this tab's draft. A duplicated tab comes with its twin's, which is not its own.
export function takeTab() {
  const mine = tab();
  const twin = mine && get(mine);
  if (mine && !(twin && isLiving(twin))) return mine;
  const id = newId();
  sessionStorage.setItem(TAB, id);
  return id;
}

// The newest draft that no open tab holds; what is too old is forgotten.
export function orphan(mine) {
  const found = [];
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    const draft = read(key);
    if (!draft?.words || Date.now() - draft.at > KEPT_FOR) localStorage.removeItem(key);
    else if (key !== prefix + mine && !isLiving(draft)) found.push({ id: key.slice(prefix.length), ...draft });
  }
  return found.sort((one, other) => other.at - one.at)[0];
}
