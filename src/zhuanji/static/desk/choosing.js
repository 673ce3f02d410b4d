// A long <select data-choosing> in two levels becomes searchable: by characters, pinyin initials or
// key. What is proposed comes first, then the first level, which opens. The select stays what is sent.

let number = 0;

document.addEventListener("htmx:afterSwap", ({ detail }) => enhance(detail.target));

function enhance(root) {
  for (const select of root.querySelectorAll("select[data-choosing]:not([hidden])")) new Choice(select);
}

function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

class Choice {
  constructor(select) {
    this.select = select;
    this.words = select.dataset;
    this.isFixed = select.dataset.choosing === "open";
    this.id = `choosing-${(number += 1)}`;
    this.unfolded = null; // the first level that is open
    this.build();
    this.listen();
    this.tell();
    if (this.isFixed) this.show();
  }

  build() {
    const label = this.select.labels[0];
    this.button = make("button", { type: "button", class: "form-select choosing-button", id: `${this.id}-button`, "aria-haspopup": "tree", "aria-expanded": "false" });
    this.field = make("input", { class: "form-control", id: `${this.id}-field`, type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "true", "aria-haspopup": "tree", "aria-controls": this.id, placeholder: this.words.wordsSearch, "aria-label": `${label?.textContent.trim() ?? ""} ${this.words.wordsSearch}` });
    this.list = make("ul", { class: "choosing-list", id: this.id, role: "tree", "aria-label": label?.textContent.trim() ?? "" });
    this.nothing = make("p", { class: "dim choosing-nothing", role: "status" });
    this.panel = make("div", { class: "choosing-panel" }, this.field, this.list, this.nothing);
    this.panel.hidden = true;
    this.select.hidden = true;
    this.select.after(make("div", { class: `choosing ${this.isFixed ? "choosing-fixed" : ""}` }, ...(this.isFixed ? [] : [this.button]), this.panel));
    if (label) {
      label.id ||= `${this.id}-label`;
      label.htmlFor = this.isFixed ? this.field.id : this.button.id;
      this.button.setAttribute("aria-labelledby", `${label.id} ${this.button.id}`);
    }
  }

  listen() {
    this.button.addEventListener("click", () => (this.panel.hidden ? this.show() : this.hide()));
    this.field.addEventListener("input", (event) => { event.stopPropagation(); this.draw(); });
    this.field.addEventListener("keydown", (event) => this.press(event));
    for (const kind of ["input", "change", "filled"]) this.select.addEventListener(kind, () => this.tell());
    this.select.form?.addEventListener("reset", () => setTimeout(() => this.tell()));
    this.panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.isFixed && relatedTarget && !this.panel.parentElement.contains(relatedTarget)) this.hide();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.isFixed && !this.panel.parentElement.contains(target)) this.hide();
    });
  }

  show() {
    this.panel.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.field.value = "";
    this.unfolded = this.select.value.split(".")[0] || null;
    this.draw();
    if (this.isFixed) return;
    this.field.focus();
    this.panel.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.panel.hidden = !this.isFixed;
    this.button.setAttribute("aria-expanded", "false");
  }

  tell() {
    const chosen = this.select.selectedOptions[0];
    this.button.textContent = chosen?.dataset.path ?? chosen?.label ?? "—";
    if (!this.panel.hidden) this.draw();
  }

  // Proposals of the server, or those that stand beside the form while one is writing.
  proposed() {
    const beside = [...(this.select.form?.querySelectorAll(`[data-propose="${this.select.name}"]`) ?? [])]
      .map((one) => ({ key: one.dataset.value, share: one.dataset.share ?? "" }));
    const given = this.all().filter((one) => "proposed" in one.dataset)
      .map((one) => ({ key: one.value, share: one.dataset.proposed }));
    return [...given, ...beside].slice(0, 3).map((one) => ({ ...one, option: this.optionOf(one.key) })).filter((one) => one.option);
  }

  all() { return [...this.select.options].filter((one) => one.value); }
  offered() { return this.all().filter((one) => !("proposed" in one.dataset)); }
  optionOf(key) { return this.offered().find((one) => one.value === key); }

  draw() {
    const typed = this.field.value.trim().toLowerCase();
    const rows = typed ? this.found(typed) : this.tree();
    this.list.replaceChildren(...rows);
    this.nothing.textContent = typed && !rows.length ? this.words.wordsNothing : "";
    this.point(Math.max(0, this.items().findIndex((one) => this.select.value && !typed && one.getAttribute("aria-selected") === "true")));
  }

  found(typed) {
    const scored = this.offered().map((one) => [score(typed, one), one]).filter(([points]) => points < Infinity);
    return scored.sort((a, b) => a[0] - b[0]).map(([, one]) => this.row(one.value, one.dataset.path, 1));
  }

  tree() {
    const proposals = this.proposed().map(({ key, share, option }) => this.row(key, option.dataset.path, 1, share || this.words.wordsProposed));
    const firsts = this.offered().filter((one) => !one.value.includes("."));
    const rows = firsts.flatMap((one) => [this.first(one), ...(this.unfolded === one.value ? this.below(one) : [])]);
    const none = this.select.querySelector("option[value='']");
    return [...proposals, ...(none ? [this.row("", none.label, 1)] : []), ...rows];
  }

  first(one) {
    const below = this.children(one.value);
    if (!below.length) return this.row(one.value, one.dataset.path, 1);
    const row = make("li", { role: "treeitem", "aria-level": 1, "aria-selected": "false", "aria-expanded": String(this.unfolded === one.value), class: "choosing-first" }, make("span", {}, one.dataset.path), make("span", { class: "dim" }, String(below.length)));
    row.dataset.unfolds = one.value;
    return this.live(row, () => this.unfold(one.value));
  }

  below(one) {
    const whole = this.row(one.value, `${one.dataset.path} · ${this.words.wordsWhole}`, 2);
    return [whole, ...this.children(one.value).map((child) => this.row(child.value, child.dataset.path.split(" › ").slice(1).join(" › "), 2))];
  }

  children(key) { return this.offered().filter((one) => one.value.startsWith(`${key}.`)); }

  row(key, words, level, beside = "") {
    const row = make("li", { role: "treeitem", "aria-level": level, "aria-selected": String(this.select.value === key), class: `choosing-${level}` }, make("span", {}, words));
    if (beside) row.append(make("span", { class: "dim" }, beside));
    row.dataset.key = key;
    return this.live(row, () => this.take(key));
  }

  live(row, act) {
    row.id = `${this.id}-${(number += 1)}`;
    row.act = act;
    row.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    row.addEventListener("click", act);
    return row;
  }

  unfold(key) {
    this.unfolded = this.unfolded === key ? null : key;
    this.draw();
    this.point(this.items().findIndex((one) => one.dataset.unfolds === key));
  }

  take(key) {
    this.select.value = key;
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    if (this.isFixed) this.select.form.querySelector("button[type=submit]")?.focus();
    else { this.hide(); this.button.focus(); }
  }

  items() { return [...this.list.children]; }

  point(place) {
    const rows = this.items();
    this.at = rows.length ? (place + rows.length) % rows.length : 0;
    rows.forEach((one, n) => one.classList.toggle("is-pointed", n === this.at));
    const row = rows[this.at];
    if (!row) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", row.id);
    const [top, bottom] = [row.offsetTop - this.list.offsetTop, row.offsetTop - this.list.offsetTop + row.offsetHeight];
    if (top < this.list.scrollTop) this.list.scrollTop = top;
    else if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight;
    return row;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const row = this.items()[this.at];
    const isFolded = row?.getAttribute("aria-expanded");
    if (event.key === "ArrowDown") this.point(this.at + 1);
    else if (event.key === "ArrowUp") this.point(this.at - 1);
    else if (event.key === "Enter") row?.act();
    else if (event.key === "ArrowRight" && isFolded === "false" && !this.field.value) row.act();
    else if (event.key === "ArrowLeft" && this.unfolded && !this.field.value) this.unfold(this.unfolded);
    else if (event.key === "Escape" && !this.isFixed) { this.hide(); this.button.focus(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

// The smaller the better: the name itself, its initials, the names above it, the key.
function score(typed, { value, dataset }) {
  const path = dataset.path.toLowerCase();
  const name = path.split(" › ").pop();
  const letters = dataset.initials.split(" ");
  const tries = [name.startsWith(typed), name.includes(typed), letters.at(-1).startsWith(typed), letters.some((one) => one.startsWith(typed)), path.includes(typed), letters.join("").includes(typed), value.split(".").some((one) => one.startsWith(typed)), value.includes(typed), [...typed].every((one) => path.includes(one))];
  const place = tries.indexOf(true);
  return place < 0 ? Infinity : place + value.split(".").length / 10;
}

enhance(document);
