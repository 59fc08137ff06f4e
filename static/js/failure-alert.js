// <failure-alert> says so when htmx gets an answer it can't show, or none; htmx itself would say
// nothing. The next request takes the alert away.
//
//   <failure-alert>
//     <template><div role="alert">That did not work.</div></template>
//     <template data-on="htmx:sendError"><div role="alert">No connection.</div></template>
//   </failure-alert>

customElements.define("failure-alert", class extends HTMLElement {
  connectedCallback() {
    this.templates = [...this.querySelectorAll(":scope > template")];
    for (const type of ["htmx:beforeRequest", "htmx:responseError", "htmx:sendError"]) {
      document.addEventListener(type, this);
    }
  }

  handleEvent(event) {
    this.replaceChildren(...this.templates);
    if (event.type === "htmx:beforeRequest") return;
    const own = this.templates.find((template) => template.dataset.on === event.type);
    this.append((own ?? this.templates[0]).content.cloneNode(true));
    this.scrollIntoView({ block: "nearest" });
  }
});
