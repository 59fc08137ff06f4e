// <map-drag> lets a mouse or a finger drag a card of the map by its grip; a selected card takes the
// others that are selected with it. Escape lets it fall back.
//
//   <map-drag><form id="drag" hidden>…</form> … <li id="step-17">…<button class="edit-card__grip">…</map-drag>

const NEAR_EDGE = 48;
const GESTURES = [
  "pointerdown", "pointermove", "pointerup", "pointercancel", "keydown", "htmx:configRequest",
];

customElements.define("map-drag", class extends HTMLElement {
  connectedCallback() {
    for (const type of GESTURES) this.addEventListener(type, this);
    this.moves = [];
  }

  handleEvent(event) {
    this[event.type](event);
  }

  keydown(event) {
    if (!this.drag || event.key !== "Escape") return;
    event.stopPropagation();
    this.drop(false);
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
    const {clientX, clientY} = event;
    this.drag.at = {clientX, clientY};
    this.follow();
  }

  follow() {
    const {card, at} = this.drag;
    const {x, y} = this.point(at);
    const [dx, dy] = [x - this.drag.x, y - this.drag.y];
    if (!card.dataset.dragged && Math.hypot(dx, dy) < 6) return;
    card.dataset.dragged = "";
    card.style.translate = `${dx}px ${dy}px`;
    this.mark(this.placeAt(at));
    // Held still near an edge, it goes on.
    this.scrolling ??= setInterval(() => this.scroll(this.drag.at), 30);
  }

  // Near an edge of the map or of the window, what lies beyond comes into sight.
  scroll({clientX, clientY}) {
    if (clientY > innerHeight - NEAR_EDGE) scrollBy(0, 16);
    else if (clientY < NEAR_EDGE) scrollBy(0, -16);
    const {left, right} = this.map.getBoundingClientRect();
    if (clientX > right - NEAR_EDGE) this.map.scrollLeft += 16;
    else if (clientX < left + NEAR_EDGE) this.map.scrollLeft -= 16;
    this.follow();
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
    clearInterval(this.scrolling);
    this.scrolling = null;
    card.style.translate = "";
    delete card.dataset.dragged;
    if (!before) return;
    delete before.dataset.target;
    if (goes) this.move(card, before);
  }

  // A selected card takes the others that are selected with it.
  move(card, before) {
    const own = card.querySelector("[name=pick]");
    const picked = own.checked ? [...this.querySelectorAll("[name=pick]:checked")] : [own];
    const goal = before.id.match(/^step-(\d+)$/)?.[1];
    this.moves.push({ids: picked.map(({id}) => id), to: goal ? "before" : "end", before: goal ?? ""});
    this.querySelector("#drag").requestSubmit();
  }

  // It may have waited for other answers, which brought new versions (see docs/decisions/0010-…).
  "htmx:configRequest"(event) {
    if (event.target.id !== "drag") return;
    const {ids, to, before} = this.moves.shift();
    const pick = ids.map((id) => document.getElementById(id)?.value).filter(Boolean);
    Object.assign(event.detail.parameters, {pick, to, before});
  }
});
