// <map-typing> keeps what is typed in the editor until the server has it, whatever comes back, and
// asks before it is left. A card that could not be saved says so, and is sent again as soon as
// something else gets through.
// Why it listens to htmx: docs/decisions/0010-the-editor-listens-to-htmx.md
//
//   <map-typing hidden></map-typing>
//   … <form class="edit-card__form">…</form> <form id="next-form">…</form> <section id="details">…</section>

const TOLD = [
  "click", "htmx:configRequest", "htmx:beforeOnLoad", "htmx:oobBeforeSwap", "htmx:afterRequest",
];
const CARD = ".edit-card__form";
const ON_CARDS = `${CARD} :is([name=title], [name=role])`;
const FIELDS = ":is(textarea, input:not([type=hidden]))";
const IN_PANEL = `#details form ${FIELDS}`;
const TYPED = `${CARD}, #details form`;
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

  // Before the answer is shown: another panel may take the place of what is typed, and what was
  // saved is the text that typing is compared with from then on.
  "htmx:beforeOnLoad"(event) {
    const {target, detail} = event;
    if (detail.xhr.getResponseHeader("HX-Redirect")) return;
    this.undoes = target.matches(".map-editor__undo");
    const leaves = target.matches(".edit-card__open") && isTyped(IN_PANEL);
    if (leaves && !confirm(LEAVE)) event.preventDefault();
    const form = isSaved(detail) && [...document.querySelectorAll(TYPED)]
      .find(({action}) => action === target.action);
    if (form) keep(form, detail.requestConfig.formData, form === target);
  }

  // An undo brings the panel as it is since then: what is typed in it stays, the rest follows.
  "htmx:oobBeforeSwap"(event) {
    const {target, fragment} = event.detail;
    if (!this.undoes || target.id !== "details" || !isTyped(IN_PANEL)) return;
    event.preventDefault();
    follow(target.querySelector("form"), fragment.querySelector("form"));
  }

  "htmx:afterRequest"({target, detail}) {
    const saved = isSaved(detail);
    if (target.id === "next-form") this.added(target, saved);
    if (target.matches(TYPED)) target.toggleAttribute("data-unsaved", !saved);
    const gotThrough = saved && detail.requestConfig.verb === "post";
    if (gotThrough) document.querySelector(`${CARD}[data-unsaved]`)?.requestSubmit();
  }

  beforeunload(event) {
    const adds = this.adding || this.waiting.length || document.getElementById("next-title").value;
    if (adds || isTyped(ON_CARDS) || isTyped(IN_PANEL)) event.preventDefault();
  }

  // The next step's field is free for the one after it at once, however long the answer takes.
  submit(event) {
    const {target} = event;
    if (target.id !== "next-form") return;
    const {title, role} = target.elements;
    if (title.value.trim()) {
      this.waiting.push({title: title.value, role: role.value});
      title.value = "";
    } else {
      event.preventDefault();
      event.stopPropagation();
      title.focus();
    }
  }

  // A request that had to wait goes with the button and the texts that it was sent with.
  "htmx:configRequest"(event) {
    const {target, detail: {parameters, triggeringEvent}} = event;
    const submitter = triggeringEvent?.submitter;
    if (submitter?.name) parameters[submitter.name] = submitter.value;
    if (target.id !== "next-form") return;
    this.adding = this.waiting.shift();
    if (this.adding) Object.assign(parameters, this.adding);
    else event.preventDefault();
  }

  // What was not added is to be read again, in its order; then what waited behind it does not go.
  added({elements: {title}}, saved) {
    const back = saved ? [] : [this.adding, ...this.waiting.splice(0)];
    title.value = [...back.map((step) => step.title), title.value].filter(Boolean).join("\n");
    this.adding = null;
  }

  click(event) {
    if (event.target.closest("[data-closes]")) this.closePanel(event);
  }

  closePanel(event) {
    event.preventDefault();
    if (isTyped(IN_PANEL) && !confirm(LEAVE)) return;
    document.querySelector("#details").replaceChildren();
    document.querySelector("#details").hidden = true;
    document.getElementById(event.target.dataset.closes)?.focus();
  }
});

function isTyped(fields) {
  return [...document.querySelectorAll(fields)].some((field) => field.value !== field.defaultValue);
}

// What was sent is what is saved. Sent from a conflict, it also holds what others wrote in fields
// that nobody types in here.
function keep(form, sent, isOwn) {
  for (const field of form.querySelectorAll(FIELDS)) {
    const text = sent.get(field.name);
    if (!isOwn && field.value === field.defaultValue) field.value = text;
    field.defaultValue = text;
  }
  form.elements.version.value = sent.get("version");
  form.removeAttribute("data-unsaved");
}

function follow(form, fresh) {
  for (const field of form.querySelectorAll(FIELDS)) {
    const {value, defaultValue} = fresh.elements[field.name];
    if (field.value === field.defaultValue) field.value = value;
    field.defaultValue = defaultValue;
  }
  form.elements.version.value = fresh.elements.version.value;
}

// What is saved is answered by the way to the map as it is since then.
function isSaved({xhr}) {
  return xhr.responseURL.includes("since=");
}
