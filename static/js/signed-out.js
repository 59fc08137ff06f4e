// <signed-out> keeps a page on which somebody types when its session ends: instead of leaving for the
// sign-in page it says so. What is sent afterwards goes with the token of now, for to sign in again,
// in another tab, changes it.
//
//   <signed-out class="signed-out" data-cookie="csrftoken" data-sign-in="/accounts/login/">
//     <template><div role="alert">You are signed out …</div></template>
//   </signed-out>

customElements.define("signed-out", class extends HTMLElement {
  connectedCallback() {
    this.template = this.querySelector("template");
    this.cookie = new RegExp(`(?:^|; )${this.dataset.cookie}=([^;]+)`);
    for (const type of ["htmx:configRequest", "htmx:beforeOnLoad"]) document.addEventListener(type, this);
    document.addEventListener("submit", this, {capture: true});
  }

  handleEvent(event) {
    this[event.type](event);
  }

  get token() {
    return document.cookie.match(this.cookie)?.[1];
  }

  submit({target}) {
    const field = target.elements.csrfmiddlewaretoken;
    if (field && this.token) field.value = this.token;
  }

  "htmx:configRequest"({detail: {parameters}}) {
    if (parameters.csrfmiddlewaretoken && this.token) parameters.csrfmiddlewaretoken = this.token;
  }

  "htmx:beforeOnLoad"(event) {
    this.replaceChildren(this.template);
    const goes = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (!goes?.startsWith(this.dataset.signIn)) return;
    event.preventDefault();
    this.append(this.template.content.cloneNode(true));
  }
});
