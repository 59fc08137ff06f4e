// <move-focus> moves the focus as soon as it is on the page: to the first of the elements it names that
// is there too.
//
//   <move-focus hidden to="line-13-opens line-12-opens"></move-focus>

customElements.define("move-focus", class extends HTMLElement {
  connectedCallback() {
    const ids = this.getAttribute("to").split(" ");
    const found = ids.map((id) => document.getElementById(id)).find((element) => element);
    found?.focus();
  }
});
