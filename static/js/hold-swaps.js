// <hold-swaps> keeps the page still while something on it is pressed. What an answer brings out of its
// turn waits until the press is over: a button that moves, or is replaced, under it is never clicked.
// Why it listens to htmx: docs/decisions/0010-the-editor-listens-to-htmx.md
//
//   <hold-swaps hidden></hold-swaps>

const TOLD = [
  "pointerdown", "pointerup", "pointercancel", "keydown", "keyup", "click", "htmx:oobBeforeSwap",
];
const PRESSABLE = "a, button, summary, label, [type=checkbox], [type=radio]";
// A finger's click comes a moment after it is lifted.
const MOMENT = 100;

customElements.define("hold-swaps", class extends HTMLElement {
  connectedCallback() {
    this.held = new Map();
    for (const type of TOLD) document.addEventListener(type, this, {capture: true});
  }

  disconnectedCallback() {
    for (const type of TOLD) document.removeEventListener(type, this, {capture: true});
  }

  handleEvent(event) {
    this[event.type](event);
  }

  pointerdown({target, button}) {
    if (button === 0) this.press(target);
  }

  // Space presses as long as it is down, Enter at once.
  keydown({target, key}) {
    if (key === " ") this.press(target);
  }

  press(target) {
    clearTimeout(this.soon);
    this.isPressed = target.closest(PRESSABLE) !== null;
  }

  pointerup() {
    this.soon = setTimeout(() => this.letGo(), MOMENT);
  }

  pointercancel() {
    this.pointerup();
  }

  keyup() {
    this.pointerup();
  }

  click({target}) {
    this.letGo(target);
  }

  // The newest of each region; its fragment holds nothing else.
  "htmx:oobBeforeSwap"(event) {
    if (!this.isPressed) return;
    event.preventDefault();
    this.held.set(event.detail.target.id, event.detail.fragment.firstElementChild);
  }

  // What is clicked in a region asks for a newer one, and has to be there for its answer.
  letGo(clicked = null) {
    this.isPressed = false;
    for (const [id, fresh] of this.held) {
      const region = document.getElementById(id);
      if (region && !region.contains(clicked)) replace(region, fresh);
    }
    this.held.clear();
  }
});

function replace(region, fresh) {
  const {id} = document.activeElement;
  const hadFocus = region.contains(document.activeElement);
  region.replaceWith(fresh);
  htmx.process(fresh);
  if (hadFocus) document.getElementById(id)?.focus();
}
