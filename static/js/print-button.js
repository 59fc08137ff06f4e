// <print-button> prints the page. Without JavaScript it isn't there: browsers print, too.
//
//   <print-button hidden><button class="button" type="button">Print</button></print-button>

customElements.define("print-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", this);
  }

  handleEvent() {
    print();
  }
});
