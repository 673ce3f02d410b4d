// Choosing a point on the curve: click, drag, slide or type; the sentence follows at once.

// On a phone what is long is opened by whoever wants it.
if (matchMedia("(max-width: 48rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = false;
}

const form = document.querySelector("[data-threshold]");
if (form && !form.querySelector("fieldset").disabled) begin(form);

function begin(form) {
  const points = JSON.parse(form.dataset.points); // share proposed, share right, x, y
  const own = form.elements.own;
  own.addEventListener("input", () => { pick(form, "own"); show(form, points, reaching(points, own.value / 100)); });
  for (const radio of form.elements.precision) {
    radio.addEventListener("change", () => {
      const percent = radio.value === "own" ? own.value : radio.value;
      show(form, points, reaching(points, percent / 100));
    });
  }
  if (points.length) drag(form, points);
}

function drag(form, points) {
  const chart = form.querySelector("svg");
  const slide = form.querySelector("input[type=range]");
  slide.closest("label").hidden = false;
  form.classList.add("is-choosing");
  const choose = (place) => {
    pick(form, "own");
    form.elements.own.value = (Math.floor(points[place][1] * 1000) / 10).toFixed(1);
    show(form, points, place);
  };
  slide.addEventListener("input", () => choose(Number(slide.value)));
  const follow = (event) => choose(nearest(points, across(chart, event.clientX)));
  chart.addEventListener("pointerdown", (event) => { chart.setPointerCapture(event.pointerId); follow(event); });
  chart.addEventListener("pointermove", (event) => chart.hasPointerCapture(event.pointerId) && follow(event));
}

// The last point that is at least so often right; they run from few proposals to all.
const reaching = (points, right) => points.findLastIndex((point) => point[1] >= right);

const pick = (form, value) => { form.querySelector(`[name=precision][value="${value}"]`).checked = true; };

function across(chart, clientX) {
  const box = chart.getBoundingClientRect();
  return ((clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
}

const nearest = (points, x) =>
  points.reduce((best, point, place) => (Math.abs(point[2] - x) < Math.abs(points[best][2] - x) ? place : best), 0);

function show(form, points, place) {
  const [coverage, right, x, y] = points[place] ?? [0, 0, 0, 0];
  const said = {
    automatic: Math.round(coverage * 100),
    right: (right * 100).toFixed(1),
    people: Math.round(form.dataset.weekly * (1 - coverage)),
  };
  form.querySelector("[data-said]").textContent = form.dataset.sentence.replace(/\{(\w+)\}/g, (_all, name) => said[name]);
  const [line, dot, slide] = [".chart-here", ".chart-chosen", "input[type=range]"].map((what) => form.querySelector(what));
  if (!line) return;
  for (const [name, value] of Object.entries({ x1: x, x2: x })) line.setAttribute(name, value);
  for (const [name, value] of Object.entries({ cx: x, cy: y })) dot.setAttribute(name, value);
  for (const drawn of [line, dot]) drawn.setAttribute("visibility", place < 0 ? "hidden" : "visible");
  if (place >= 0) slide.value = place;
}
