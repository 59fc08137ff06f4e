// <map-editor> lets hands do what its forms can: drag a card by its grip, or move it with the
// arrow keys; Enter saves a title; Page Up and Page Down go from card to card. A card that could not
// be saved says so, and is sent again as soon as something else gets through.
//
//   <map-editor>… <ol id="steps"><li id="step-17">…<button class="edit-card__grip">…</ol></map-editor>

const EARLIER = ["ArrowLeft", "ArrowUp"];
const LATER = ["ArrowRight", "ArrowDown"];
const NEAR_EDGE = 48;
const EVENTS = [
  "pointerdown", "pointermove", "pointerup", "pointercancel", "keydown", "click", "submit",
  "htmx:afterRequest",
];

customElements.define("map-editor", class extends HTMLElement {
  connectedCallback() {
    for (const type of EVENTS) this.addEventListener(type, this);
    addEventListener("beforeunload", this);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  "htmx:afterRequest"({target, detail}) {
    if (!target.matches(".edit-card__form")) return;
    if (detail.successful) {
      delete target.dataset.unsaved;
      this.querySelector("[data-unsaved]")?.requestSubmit();
    } else {
      target.dataset.unsaved = "";
    }
  }

  beforeunload(event) {
    if (this.querySelector("[data-unsaved]")) event.preventDefault();
  }

  submit({target}) {
    if (target.id === "next-form") target.title.dataset.sent = target.title.value;
  }

  // Only one menu is open, and none when something else is pressed.
  click({target}) {
    for (const menu of this.querySelectorAll(".edit-card__more[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  }

  keydown(event) {
    const {target, key} = event;
    if (this.drag && key === "Escape") this.drop(false);
    else if (target.matches(".edit-card__grip")) this.moveByKey(event);
    else if (key === "Enter" && !event.shiftKey && target.matches("textarea")) {
      event.preventDefault();
      this.enter(target);
    } else if (key === "PageDown" || key === "PageUp") this.goTo(event);
    else if (key === "Escape") this.close(target.closest("details"));
  }

  // What is left is saved; and only once, though the focus stays.
  enter(field) {
    if (field.form.id === "next-form") return field.form.requestSubmit();
    field.blur();
    field.focus();
  }

  moveByKey(event) {
    const act = EARLIER.includes(event.key) ? "earlier" : LATER.includes(event.key) && "later";
    if (!act) return;
    event.preventDefault();
    // Pressed, for htmx only knows the button that was.
    event.target.form.querySelector(`[name=do][value=${act}]`).click();
  }

  // To the same field of the next card.
  goTo(event) {
    const card = event.target.closest(".map__stop");
    const other = event.key === "PageDown" ? card?.nextElementSibling : card?.previousElementSibling;
    const kind = event.target.id.split("-")[0];
    const field = other?.querySelector(`[id^="${kind}-"]`) ?? other?.querySelector("textarea");
    if (!field) return;
    event.preventDefault();
    field.focus();
  }

  close(details) {
    if (!details?.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  }

  pointerdown(event) {
    const grip = event.target.closest(".edit-card__grip");
    if (!grip || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    const card = grip.closest(".map__stop");
    this.drag = {card, grip, x: event.clientX, y: event.clientY, before: undefined};
    this.map = this.querySelector(".map");
    this.from = this.map.scrollLeft;
  }

  pointermove(event) {
    if (!this.drag) return;
    const {card, x, y} = this.drag;
    this.scroll(event);
    const [dx, dy] = [event.clientX - x + this.map.scrollLeft - this.from, event.clientY - y];
    if (!card.dataset.dragged && Math.hypot(dx, dy) < 6) return;
    card.dataset.dragged = "";
    card.style.translate = `${dx}px ${dy}px`;
    this.mark(this.placeAt(event));
  }

  // Near an edge of the map, what lies beyond comes into sight.
  scroll({clientX}) {
    const {left, right} = this.map.getBoundingClientRect();
    if (clientX > right - NEAR_EDGE) this.map.scrollLeft += 16;
    else if (clientX < left + NEAR_EDGE) this.map.scrollLeft -= 16;
  }

  // The card that the dragged one would stand before, or the place for the next step.
  placeAt({clientX, clientY}) {
    const row = matchMedia("(width >= 48rem)").matches;
    const others = [...this.querySelectorAll(".map__stop")].filter((card) => card !== this.drag.card);
    return others.find((card) => {
      const box = card.getBoundingClientRect();
      return row ? clientX < (box.left + box.right) / 2 : clientY < (box.top + box.bottom) / 2;
    }) ?? others.at(-1);
  }

  mark(before) {
    if (this.drag.before) delete this.drag.before.dataset.target;
    this.drag.before = before;
    before.dataset.target = "";
  }

  pointerup() {
    this.drop(true);
  }

  pointercancel() {
    this.drop(false);
  }

  drop(goes) {
    if (!this.drag) return;
    const {card, before} = this.drag;
    this.drag = null;
    card.style.translate = "";
    delete card.dataset.dragged;
    if (!before) return;
    delete before.dataset.target;
    if (goes) this.move(card, before);
  }

  // A selected card takes the others that are selected with it.
  move(card, before) {
    const form = this.querySelector("#drag");
    const own = card.querySelector("[name=pick]");
    const picked = own.checked ? [...this.querySelectorAll("[name=pick]:checked")] : [own];
    form.replaceChildren(...form.querySelectorAll("[name=csrfmiddlewaretoken]"));
    for (const {value} of picked) form.append(field("pick", value));
    const id = before.id.match(/^step-(\d+)$/)?.[1];
    form.append(field("to", id ? "before" : "end"), field("before", id ?? ""));
    form.requestSubmit();
  }
});

function field(name, value) {
  return Object.assign(document.createElement("input"), {type: "hidden", name, value});
}
