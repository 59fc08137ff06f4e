// <ask-leaving> asks before its form is left with something that was typed, or taken from a suggestion,
// and isn't saved. The server sends a new one with what it saved, and one that is data-typed with what
// it refused.
//
//   <form …><ask-leaving hidden></ask-leaving> … <button name="asked" value="…">within 4 hours</button></form>

const HEARD = ["input", "click", "submit", "htmx:beforeOnLoad"];

customElements.define("ask-leaving", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.isTyped = "typed" in this.dataset;
    addEventListener("beforeunload", this);
    // Heard last: others may keep it from being sent, and from leading elsewhere.
    for (const type of HEARD) document.addEventListener(type, this);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this);
    for (const type of HEARD) document.removeEventListener(type, this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  beforeunload(event) {
    if (this.isTyped) event.preventDefault();
  }

  input({target}) {
    if (target.form === this.form) this.isTyped = true;
  }

  click({target}) {
    if (target.matches("[name=asked]")) this.isTyped = true;
  }

  submit({target, defaultPrevented}) {
    if (target === this.form && !defaultPrevented) this.isTyped = false;
  }

  "htmx:beforeOnLoad"({detail, defaultPrevented}) {
    const goes = detail.xhr.getResponseHeader("HX-Redirect");
    if (goes && !defaultPrevented) this.isTyped = false;
  }
});
