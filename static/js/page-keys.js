// <page-keys> presses, or goes to, what has a key of its own: aria-keyshortcuts names one or several, apart
// by blanks. While something is typed only those with Control are heard. Single keys can be turned off, for
// who speaks to the machine, by the button with data-switch. It is hidden until it works.
//
//   <page-keys hidden>… <button type="button" data-switch aria-pressed="false">Turn single keys off</button></page-keys>
//   <button aria-keyshortcuts="n ArrowRight">Next</button> <textarea aria-keyshortcuts="r"></textarea>

const OFF = "single-keys-off";
const TYPED = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea";

customElements.define("page-keys", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.button = this.querySelector("[data-switch]");
    this.button.ariaPressed = String(localStorage.getItem(OFF) !== null);
    this.button.addEventListener("click", this);
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.button.removeEventListener("click", this);
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  click() {
    const isOff = this.button.ariaPressed !== "true";
    if (isOff) localStorage.setItem(OFF, "");
    else localStorage.removeItem(OFF);
    this.button.ariaPressed = String(isOff);
  }

  keydown(event) {
    const { target, key, altKey, defaultPrevented, isComposing } = event;
    if (defaultPrevented || altKey || isComposing) return;
    const withControl = event.ctrlKey || event.metaKey;
    const isHeard = withControl || (!target.matches(TYPED) && this.button.ariaPressed !== "true");
    const found = isHeard && withKey(withControl ? `Control+${key}` : key);
    if (!found) return;
    event.preventDefault();
    open(found);
  }
});

function withKey(key) {
  const all = [...document.querySelectorAll("[aria-keyshortcuts]")];
  return all.find((element) => element.getAttribute("aria-keyshortcuts").split(" ").includes(key));
}

function open(element) {
  if (!element.matches(TYPED)) return element.click();
  element.closest("details")?.setAttribute("open", "");
  return element.focus();
}
