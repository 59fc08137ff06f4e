// <map-editor> lets hands do what its forms can: drag a card by its grip, or move it with the
// arrow keys; Enter saves a title; Page Up and Page Down go from card to card. A card that could not
// be saved says so, and is sent again as soon as something else gets through.
//
//   <map-editor>… <ol id="steps"><li id="step-17">…<button class="edit-card__grip">…</ol></map-editor>

const EARLIER = ["ArrowLeft", "ArrowUp"];
const LATER = ["ArrowRight", "ArrowDown"];
const NEAR_EDGE = 48;
const EVENTS = [
  "pointerdown", "pointermove", "pointerup", "pointercancel", "keydown", "click",
  "htmx:confirm", "htmx:configRequest", "htmx:beforeRequest", "htmx:beforeOnLoad", "htmx:afterRequest",
];
const CARD = ".edit-card__form";
const LEAVE = "What you typed below isn’t saved. Leave it?";

customElements.define("map-editor", class extends HTMLElement {
  connectedCallback() {
    for (const type of EVENTS) this.addEventListener(type, this);
    // Before htmx takes what is typed.
    this.addEventListener("submit", this, {capture: true});
    this.waiting = [];
    addEventListener("beforeunload", this);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  // What of a card is on its way.
  "htmx:beforeRequest"({target, detail}) {
    if (target.matches(CARD)) target.sent = detail.requestConfig.formData;
  }

  // It is saved when the answer leads to the map as it is since then; before that is shown.
  "htmx:beforeOnLoad"({target, detail}) {
    target.saved = detail.xhr.responseURL.includes("since=");
    if (!target.saved || !target.matches(CARD)) return;
    for (const name of ["title", "role"]) target.elements[name].defaultValue = target.sent.get(name);
  }

  "htmx:afterRequest"({target}) {
    if (target.id === "next-form" && !target.saved) this.giveBack(target);
    if (!target.matches(CARD)) return;
    target.toggleAttribute("data-unsaved", !target.saved);
    if (target.saved) this.querySelector(`${CARD}[data-unsaved]`)?.requestSubmit();
    target.saved = false;
  }

  beforeunload(event) {
    const waits = this.querySelector("[data-unsaved]") || this.querySelector("#next-title").value;
    if (waits || this.panelIsDirty()) event.preventDefault();
  }

  panelIsDirty() {
    return [...this.querySelectorAll("#details form :is(textarea, input:not([type=hidden]))")]
      .some((field) => field.value !== field.defaultValue);
  }

  // The next step's field is free for the one after it at once, however long the answer takes.
  submit(event) {
    const {target} = event;
    if (target.id !== "next-form") return;
    const {title} = target.elements;
    if (title.value.trim()) {
      this.waiting.push(title.value);
      title.value = "";
    } else {
      event.preventDefault();
      event.stopPropagation();
      title.focus();
    }
  }

  // A request that had to wait goes with the button and the text that it was sent with.
  "htmx:configRequest"({target, detail}) {
    const submitter = detail.triggeringEvent?.submitter;
    if (submitter?.name) detail.parameters[submitter.name] = submitter.value;
    if (target.id === "next-form") {
      this.adding = this.waiting.shift() ?? target.elements.title.value;
      detail.parameters.title = this.adding;
    }
  }

  giveBack(form) {
    const {title} = form.elements;
    title.value = [this.adding, title.value].filter(Boolean).join("\n");
  }

  // Only one menu is open, and none when something else is pressed.
  click(event) {
    const {target} = event;
    if (target.closest("[data-closes]")) this.closePanel(event);
    for (const menu of this.querySelectorAll(".edit-card__more[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  }

  closePanel(event) {
    event.preventDefault();
    if (this.panelIsDirty() && !confirm(LEAVE)) return;
    this.querySelector("#details").replaceChildren();
    this.querySelector("#details").hidden = true;
    document.getElementById(event.target.dataset.closes)?.focus();
  }

  // Another step's panel takes the place of this one's.
  "htmx:confirm"(event) {
    const leaves = event.target.matches(".edit-card__open") && this.panelIsDirty();
    if (leaves && !confirm(LEAVE)) event.preventDefault();
  }

  keydown(event) {
    const {target, key} = event;
    if (this.drag && key === "Escape") this.drop(false);
    else if (target.matches(".edit-card__grip")) this.moveByKey(event);
    else if (key === "Enter" && !event.shiftKey && target.matches(".edit-card__title")) {
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
    this.map = this.querySelector(".map");
    this.drag = {card, ...this.point(event), before: undefined};
  }

  // Where on the map, however it is scrolled.
  point({clientX, clientY}) {
    return {x: clientX + this.map.scrollLeft, y: clientY + scrollY};
  }

  pointermove(event) {
    if (!this.drag) return;
    const {card} = this.drag;
    this.scroll(event);
    const {x, y} = this.point(event);
    const [dx, dy] = [x - this.drag.x, y - this.drag.y];
    if (!card.dataset.dragged && Math.hypot(dx, dy) < 6) return;
    card.dataset.dragged = "";
    card.style.translate = `${dx}px ${dy}px`;
    this.mark(this.placeAt(event));
  }

  // Near an edge of the map or of the window, what lies beyond comes into sight.
  scroll({clientX, clientY}) {
    if (clientY > innerHeight - NEAR_EDGE) scrollBy(0, 16);
    else if (clientY < NEAR_EDGE) scrollBy(0, -16);
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
