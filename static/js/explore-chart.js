// <explore-chart> swaps its drawing for one to hover and zoom in, when asked to. The drawing
// stands without JavaScript; Plotly's 5 MB and its styles come only with the first click. The
// next one brings the drawing back, whose points a keyboard reaches.
//
//   <explore-chart src="/kpis/3/figure/" plotly="/static/plotly/plotly.min.js" styles="/static/css/plotly.css">
//     <figure class="chart">…</figure>
//     <button type="button" class="button" hidden>Explore</button>
//   </explore-chart>
//
// `src` answers {"data": […], "layout": {…}}. In it a colour written "var(--met)" is the page's
// own, in the scheme the reader has now. A point whose customdata is an address opens it.

// The strict Content Security Policy blocks the styles that Plotly would write into the page:
// it writes none where elements with these ids stand. The second is its map library's.
const STYLES_ID = "plotly.js-style-global";
const MAP_STYLES_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

const BACK = "Back to the drawing";

const CONFIG = {
  displaylogo: false,
  responsive: true,
  modeBarButtons: [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
};

const AXIS = { gridcolor: "var(--line)", linecolor: "var(--line)", zeroline: false };
const LOOK = {
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  font: { color: "var(--ink-soft)", size: 12 },
  hoverlabel: {
    bgcolor: "var(--card)",
    bordercolor: "var(--line-field)",
    font: { color: "var(--ink)" },
  },
  modebar: {
    bgcolor: "rgba(0,0,0,0)",
    color: "var(--ink-faint)",
    activecolor: "var(--ink)",
  },
  showlegend: false,
  xaxis: AXIS,
  yaxis: AXIS,
};

customElements.define("explore-chart", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector(":scope > button");
    this.button.hidden = false;
    this.button.addEventListener("click", this);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this);
  }

  disconnectedCallback() {
    this.scheme.removeEventListener("change", this);
    if (this.explorer) Plotly.purge(this.explorer);
  }

  handleEvent(event) {
    if (event.type === "click") this.press();
    else if (this.explorer) this.draw();
  }

  press() {
    // Not disabled while it loads, which would take the focus away.
    if (this.button.hasAttribute("aria-disabled")) return;
    if (this.explorer) this.goBack();
    else this.explore();
  }

  async explore() {
    this.button.setAttribute("aria-disabled", "true");
    this.querySelector(".chart__trouble")?.remove();
    try {
      [this.figure] = await Promise.all([this.fetchFigure(), this.load()]);
      this.swap();
      await this.draw();
      this.explorer.on("plotly_click", ({ points }) => this.open(points[0].customdata));
    } catch (error) {
      this.tellTrouble();
    }
    this.button.removeAttribute("aria-disabled");
  }

  async fetchFigure() {
    const response = await fetch(this.getAttribute("src"), {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  }

  async load() {
    await this.loadStyles();
    if (!window.Plotly) await this.add("script", { src: this.getAttribute("plotly") });
  }

  async loadStyles() {
    if (document.getElementById(STYLES_ID)) return;
    const marker = document.createElement("meta");
    marker.id = MAP_STYLES_ID;
    document.head.append(marker);
    const href = this.getAttribute("styles");
    const rules = { href, rel: "stylesheet", id: STYLES_ID, className: "no-inline-styles" };
    await this.add("link", rules);
  }

  add(name, properties) {
    return new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(name), properties);
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(name));
      };
      document.head.append(element);
    });
  }

  swap() {
    this.drawing = this.querySelector(".chart__drawing");
    this.explorer = document.createElement("div");
    this.explorer.className = "chart__explorer";
    this.explorer.setAttribute("role", "group");
    this.explorer.setAttribute("aria-label", this.drawing.getAttribute("aria-label"));
    this.explorer.tabIndex = -1;
    this.drawing.replaceWith(this.explorer);
    if (document.activeElement === this.button) this.explorer.focus();
    this.name = this.button.textContent;
    this.button.textContent = BACK;
  }

  goBack() {
    Plotly.purge(this.explorer);
    this.explorer.replaceWith(this.drawing);
    this.explorer = undefined;
    this.button.textContent = this.name;
  }

  draw() {
    const { data, layout } = this.inColour(this.figure);
    const look = { layout: this.inColour(LOOK) };
    look.layout.font.family = getComputedStyle(this).fontFamily;
    look.layout.hoverlabel.font.family = look.layout.font.family;
    return Plotly.react(this.explorer, data, { ...layout, template: look }, CONFIG);
  }

  // Plotly knows no CSS: "var(--met)" becomes the rgb() it stands for here and now.
  inColour(figure) {
    const probe = this.appendChild(document.createElement("i"));
    const colour = (name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    };
    const resolved = JSON.parse(JSON.stringify(figure), (key, value) =>
      typeof value === "string" && value.startsWith("var(--") ? colour(value) : value);
    probe.remove();
    return resolved;
  }

  open(customdata) {
    const address = [customdata].flat()[0];
    if (address?.startsWith?.("/")) location.assign(new URL(address, location.origin));
  }

  tellTrouble() {
    const trouble = document.createElement("p");
    trouble.className = "chart__trouble";
    trouble.setAttribute("role", "alert");
    trouble.textContent = "The chart could not be loaded. Try again, or read the drawing.";
    this.append(trouble);
  }
});
