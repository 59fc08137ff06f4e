// <copy-text> puts what its field or its <pre> holds on the clipboard, by a button that it adds. Without
// JavaScript there is no button, and the text is there to be selected.
//
//   <copy-text><pre tabindex="0">curl …</pre></copy-text>

customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(":scope > .copy-text__button")) return;
    const button = document.createElement("button");
    button.className = "copy-text__button button button--small";
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => this.copy(button));
    this.append(button);
  }

  async copy(button) {
    const source = this.querySelector("pre, input, textarea");
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      button.textContent = "Copied";
    } catch {
      // Over plain HTTP browsers have no clipboard to write to: then a person presses the keys.
      select(source);
      button.textContent = "Selected: press Ctrl+C";
    }
  }
});

function select(source) {
  if (source.select) return source.select();
  return getSelection().selectAllChildren(source);
}
