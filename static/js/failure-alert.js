// <failure-alert> says so when htmx gets an answer it can't show, or none; htmx itself would say
// nothing. The next request takes the alert away.
//
//   <failure-alert><template><div role="alert">That did not work.</div></template></failure-alert>

customElements.define("failure-alert", class extends HTMLElement {
  connectedCallback() {
    this.template = this.querySelector(":scope > template");
    for (const type of ["htmx:beforeRequest", "htmx:responseError", "htmx:sendError"]) {
      document.addEventListener(type, this);
    }
  }

  handleEvent(event) {
    this.replaceChildren(this.template);
    if (event.type === "htmx:beforeRequest") return;
    this.append(this.template.content.cloneNode(true));
    this.scrollIntoView({ block: "nearest" });
  }
});
