// <map-editor> lets keys do what its forms can: the arrow keys move a card by its grip, Enter saves a
// title, Page Up and Page Down go from card to card. Only one menu of its cards is open.
//
//   <map-editor>… <ol id="steps"><li id="step-17">…<button class="edit-card__grip">…</ol></map-editor>

const EARLIER = ["ArrowLeft", "ArrowUp"];
const LATER = ["ArrowRight", "ArrowDown"];

customElements.define("map-editor", class extends HTMLElement {
  connectedCallback() {
    for (const type of ["keydown", "click"]) this.addEventListener(type, this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  // No menu is open when something else is pressed.
  click({target}) {
    for (const menu of this.querySelectorAll(".edit-card__more[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  }

  keydown(event) {
    const {target, key, isComposing} = event;
    // Enter then chooses among the words of an input method.
    if (isComposing) return;
    if (target.matches(".edit-card__grip")) this.moveByKey(event);
    else if (key === "Enter" && !event.shiftKey && target.matches(".edit-card__title")) {
      event.preventDefault();
      this.enter(target);
    } else if (key === "PageDown" || key === "PageUp") this.goTo(event);
    else if (key === "Escape") this.close(target.closest("details"));
  }

  // What is left is saved; and only once, though the focus stays. What was sent in vain is no change.
  enter(field) {
    const {form} = field;
    if (form.id === "next-form" || "unsaved" in form.dataset) return form.requestSubmit();
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
});
