// One stream of news for the page: data-live="complaint-12 list" names what it shows. News arrives as
// the event live:<topic> on the body, e.g. hx-trigger="live:list from:body".

const ADDRESS = "/events";
let stream = null;
let heard = "";
let missedSome = false;
let tries = 0;
let waiting = 0;

const topics = () => {
  const named = [...document.querySelectorAll("[data-live]")].flatMap((one) => one.dataset.live.split(/\s+/));
  return [...new Set(named.filter(Boolean))].sort();
};

const tell = (topic, detail) => document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail, bubbles: true }));

function listen() {
  const wanted = topics();
  if (document.hidden || !wanted.length) return rest();
  if (stream && heard === wanted.join(" ")) return;
  rest();
  heard = wanted.join(" ");
  stream = new EventSource(`${ADDRESS}?topics=${encodeURIComponent(wanted.join(","))}`);
  stream.addEventListener("open", () => arrived(wanted));
  stream.addEventListener("error", () => lost());
  stream.addEventListener("behind", () => wanted.forEach((topic) => tell(topic, {})));
  stream.addEventListener("signed-out", () => { rest(); tell("signed-out", {}); });
  for (const topic of wanted) stream.addEventListener(topic, ({ data }) => tell(topic, JSON.parse(data)));
}

// A page that was away asks for everything it shows once: nothing is missed.
function arrived(wanted) {
  tries = 0;
  document.documentElement.dataset.stream = "open";
  if (missedSome) wanted.forEach((topic) => tell(topic, {}));
  missedSome = false;
}

// Everybody comes back at their own moment, so that a restarted server is not overrun.
function lost() {
  missedSome = true;
  document.documentElement.dataset.stream = "lost";
  rest();
  const pause = Math.min(1000 * 2 ** tries++, 30000) * (0.5 + Math.random());
  waiting = setTimeout(listen, pause);
}

function rest() {
  clearTimeout(waiting);
  stream?.close();
  stream = null;
}

// A browser allows six connections to a server: a page nobody looks at needs none.
document.addEventListener("visibilitychange", () => {
  if (document.hidden && stream) missedSome = true;
  listen();
});
document.addEventListener("htmx:afterSettle", listen);
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
