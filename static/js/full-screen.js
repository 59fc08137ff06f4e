// <full-screen> lets its button fill the screen with the page, and give it back. Where the browser can't,
// the button stays hidden.
//
//   <full-screen><button type="button" hidden>Full screen</button></full-screen>

customElements.define("full-screen", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = !document.fullscreenEnabled;
    this.button.addEventListener("click", toggle);
    document.addEventListener("fullscreenchange", this);
  }

  disconnectedCallback() {
    this.button.removeEventListener("click", toggle);
    document.removeEventListener("fullscreenchange", this);
  }

  handleEvent() {
    this.button.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
  }
});

function toggle() {
  return document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}
