// <confirm-button> asks before its button acts. Without JavaScript the button just acts.
//
//   <confirm-button question="Remove this step?"><button class="button">Remove</button></confirm-button>

customElements.define("confirm-button", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this, { capture: true });
  }

  handleEvent(event) {
    if (!confirm(this.getAttribute("question"))) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
});
