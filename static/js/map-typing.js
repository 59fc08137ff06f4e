// <map-typing> keeps what is typed in the editor until the server has it, whatever comes back, and
// asks before it is left. A card that could not be saved says so, and is sent again as soon as
// something else gets through.
//
//   <map-typing hidden></map-typing>
//   … <form class="edit-card__form">…</form> <form id="next-form">…</form> <section id="details">…</section>

const TOLD = [
  "click", "htmx:confirm", "htmx:configRequest", "htmx:beforeRequest", "htmx:beforeOnLoad",
  "htmx:afterRequest",
];
const CARD = ".edit-card__form";
const LEAVE = "What you typed below isn’t saved. Leave it?";

customElements.define("map-typing", class extends HTMLElement {
  connectedCallback() {
    for (const type of TOLD) document.addEventListener(type, this);
    // Before htmx takes what is typed.
    document.addEventListener("submit", this, {capture: true});
    this.waiting = [];
    addEventListener("beforeunload", this);
  }

  disconnectedCallback() {
    for (const type of TOLD) document.removeEventListener(type, this);
    document.removeEventListener("submit", this, {capture: true});
    removeEventListener("beforeunload", this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  // What of a card is on its way.
  "htmx:beforeRequest"({target, detail}) {
    if (target.matches(CARD)) target.sent = detail.requestConfig.formData;
  }

  // It is saved when the answer leads to the map as it is since then; before that is shown.
  "htmx:beforeOnLoad"({target, detail}) {
    target.saved = detail.xhr.responseURL.includes("since=");
    if (!target.saved || !target.matches(CARD)) return;
    for (const name of ["title", "role"]) target.elements[name].defaultValue = target.sent.get(name);
  }

  "htmx:afterRequest"({target}) {
    if (target.id === "next-form" && !target.saved) this.giveBack(target);
    if (!target.matches(CARD)) return;
    target.toggleAttribute("data-unsaved", !target.saved);
    if (target.saved) document.querySelector(`${CARD}[data-unsaved]`)?.requestSubmit();
    target.saved = false;
  }

  beforeunload(event) {
    const waits = document.querySelector("[data-unsaved]") || document.querySelector("#next-title").value;
    if (waits || panelIsDirty()) event.preventDefault();
  }

  // The next step's field is free for the one after it at once, however long the answer takes.
  submit(event) {
    const {target} = event;
    if (target.id !== "next-form") return;
    const {title} = target.elements;
    if (title.value.trim()) {
      this.waiting.push(title.value);
      title.value = "";
    } else {
      event.preventDefault();
      event.stopPropagation();
      title.focus();
    }
  }

  // A request that had to wait goes with the button and the text that it was sent with.
  "htmx:configRequest"({target, detail}) {
    const submitter = detail.triggeringEvent?.submitter;
    if (submitter?.name) detail.parameters[submitter.name] = submitter.value;
    if (target.id === "next-form") {
      this.adding = this.waiting.shift() ?? target.elements.title.value;
      detail.parameters.title = this.adding;
    }
  }

  giveBack(form) {
    const {title} = form.elements;
    title.value = [this.adding, title.value].filter(Boolean).join("\n");
  }

  click(event) {
    if (event.target.closest("[data-closes]")) this.closePanel(event);
  }

  closePanel(event) {
    event.preventDefault();
    if (panelIsDirty() && !confirm(LEAVE)) return;
    document.querySelector("#details").replaceChildren();
    document.querySelector("#details").hidden = true;
    document.getElementById(event.target.dataset.closes)?.focus();
  }

  // Another step's panel takes the place of this one's.
  "htmx:confirm"(event) {
    const leaves = event.target.matches(".edit-card__open") && panelIsDirty();
    if (leaves && !confirm(LEAVE)) event.preventDefault();
  }
});

function panelIsDirty() {
  return [...document.querySelectorAll("#details form :is(textarea, input:not([type=hidden]))")]
    .some((field) => field.value !== field.defaultValue);
}
