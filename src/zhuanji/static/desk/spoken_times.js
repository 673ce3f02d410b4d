// Keeps "3 h 20 min left" and "5 min ago" true while a page stays open, and a deadline's colour too.
// Only what counts minutes and hours is said anew; a date stays a date.

const EVERY = 30000;
const MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const COUNTED_DOWN = 6 * HOUR;
const said = document.getElementById("spoken-times").dataset;

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
const isSameDay = (one, other) => new Date(one).toDateString() === new Date(other).toDateString();

function duration(length) {
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  if (days) return fill(hours ? said.daysHours : said.days, { days, hours });
  if (hours) return fill(minutes ? said.hoursMinutes : said.hours, { hours, minutes });
  return minutes ? fill(said.minutes, { minutes }) : said.moment;
}

function ahead(at, now) {
  const isCounted = at - now <= COUNTED_DOWN || isSameDay(at, now);
  return isCounted ? fill(said.left, { time: duration(at - now) }) : "";
}

function behind(at, now) {
  const passed = now - at;
  if (passed < MINUTE) return said.justNow;
  if (passed < HOUR) return fill(said.minutesAgo, { minutes: Math.floor(passed / MINUTE) });
  return isSameDay(at, now) ? fill(said.hoursAgo, { hours: Math.floor(passed / HOUR) }) : "";
}

function say(element, now) {
  const at = Date.parse(element.dateTime);
  const over = () => fill(said.over, { time: duration(now - at) });
  const past = element.dataset.spoken === "left" ? over : () => behind(at, now);
  const words = at > now ? ahead(at, now) : past();
  if (words && words !== element.textContent) element.textContent = words;
}

function colour(badge, now) {
  const [start, due] = [Date.parse(badge.dataset.start), Date.parse(badge.dataset.due)];
  const used = (now - start) / Math.max(due - start, 1000);
  const level = used < 0.5 ? "calm" : used < 0.75 ? "soon" : used < 1 ? "late" : "over";
  if (badge.classList.contains(`deadline-${level}`)) return;
  badge.classList.remove("deadline-calm", "deadline-soon", "deadline-late", "deadline-over");
  badge.classList.add(`deadline-${level}`);
}

function sayAll() {
  const now = Date.now();
  for (const element of document.querySelectorAll("time[data-spoken]")) say(element, now);
  for (const badge of document.querySelectorAll("[data-due][data-start]")) colour(badge, now);
}

setInterval(() => document.hidden || sayAll(), EVERY);
document.addEventListener("visibilitychange", () => document.hidden || sayAll());
