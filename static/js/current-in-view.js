// <current-in-view> is a line of links that scrolls sideways where there is no room. It
// scrolls to the link of the page one is on; without JavaScript it begins with the first.
//
//   <current-in-view><a href="/a/">A</a> <a href="/b/" aria-current="page">B</a></current-in-view>

customElements.define("current-in-view", class extends HTMLElement {
  connectedCallback() {
    const current = this.querySelector("[aria-current]");
    if (current) {
      const line = this.getBoundingClientRect();
      const link = current.getBoundingClientRect();
      this.scrollLeft += link.left + link.width / 2 - line.left - line.width / 2;
    }
  }
});
