// [data-files="/address"]: each file goes up at once, with a small picture, its progress and a button that
// removes it. Without this script the files go up with the form.

const LARGEST = 25 * 2 ** 20;
const MOST = 10;
const coming = new Set();

function tell(place, words) {
  const line = place.querySelector("[data-files-problem]");
  line.textContent = words;
  line.hidden = !words;
}

const countOf = (place) => place.querySelectorAll(".one-file, [name=ticket][type=checkbox]:checked").length;
const changed = (place) => place.dispatchEvent(new CustomEvent("files-changed", { bubbles: true }));

function row(place, name) {
  const one = document.createElement("div");
  one.className = "one-file";
  const words = document.createElement("span");
  words.dir = "auto";
  words.textContent = name;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = place.dataset.remove;
  remove.setAttribute("aria-label", `${place.dataset.remove} ${name}`);
  one.append(document.createElement("span"), words, remove);
  place.querySelector("[data-kept]").append(one);
  return { one, words, remove };
}

function settle(one, { ticket, name }) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "ticket", value: ticket });
  Object.assign(one.dataset, { file: "1", ticket, name });
  one.append(field);
}

function picture(one, file) {
  if (!file.type.startsWith("image/")) return;
  const image = document.createElement("img");
  image.alt = "";
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  image.addEventListener("error", () => image.remove()); // a kind this browser cannot draw, like HEIC
  image.src = URL.createObjectURL(file);
  one.firstElementChild.append(image);
}

function send(place, file) {
  const { one, words, remove } = row(place, file.name);
  picture(one, file);
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", file.name);
  words.append(bar);
  const request = new XMLHttpRequest();
  coming.add(request);
  const end = (problem) => {
    coming.delete(request);
    bar.remove();
    if (problem) { one.remove(); tell(place, problem); }
    changed(place);
  };
  remove.addEventListener("click", () => { request.abort(); coming.delete(request); one.remove(); tell(place, ""); changed(place); });
  request.upload.addEventListener("progress", ({ loaded, total }) => Object.assign(bar, { max: total, value: loaded }));
  request.addEventListener("error", () => end(place.dataset.notSent));
  request.addEventListener("load", () => {
    const answer = read(request.responseText);
    if (answer.ticket) settle(one, answer);
    end(answer.ticket ? "" : answer.problem ?? `${file.name.slice(0, 60)} — ${place.dataset.notSent}`);
  });
  const body = new FormData();
  body.append("csrfmiddlewaretoken", place.closest("form").querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("files", file);
  request.open("POST", place.dataset.files);
  request.send(body);
}

function read(text) {
  try { return JSON.parse(text); } catch { return {}; }
}

function take(place, input) {
  tell(place, "");
  for (const file of [...input.files]) {
    if (countOf(place) >= MOST) tell(place, place.dataset.tooMany);
    else if (file.size > LARGEST) tell(place, `${file.name.slice(0, 60)} — ${place.dataset.tooLarge}`);
    else send(place, file);
  }
  input.value = "";
}

for (const place of document.querySelectorAll("[data-files]")) {
  if (matchMedia("(pointer: coarse)").matches) place.querySelector("[data-camera]").hidden = false;
  place.querySelectorAll("[type=file]").forEach((input) => take(place, input)); // chosen while a slow line still brought this script
  place.addEventListener("change", ({ target }) => target.type === "file" && take(place, target));
  const form = place.closest("form");
  form.addEventListener("files-restored", ({ detail }) => {
    for (const kept of detail) {
      const { one, remove } = row(place, kept.name);
      settle(one, kept);
      remove.addEventListener("click", () => { one.remove(); changed(place); });
    }
  });
  form.addEventListener("submit", (event) => {
    if (!coming.size) return;
    event.preventDefault();
    tell(place, place.dataset.coming);
  });
}
