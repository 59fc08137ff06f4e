// <map-order> brings the steps of a map into the order that it names, each into its lane. The
// server sends a new one with every change, and with it only the cards that are new.
//
//   <map-order data-steps="17:1:4 12:2:1" data-ends="1 2" data-focus="title-17" data-added hidden>
//   </map-order>                 id:lane:version, in order

customElements.define("map-order", class extends HTMLElement {
  connectedCallback() {
    this.list = document.getElementById("steps");
    this.active = document.activeElement;
    const steps = this.dataset.steps.split(" ").filter(Boolean).map((step) => step.split(":"));
    const cards = steps.map(([id, lane, version]) => this.place(id, lane, version));
    if (cards.includes(null)) return location.reload();
    const lost = this.removeOthers(new Set(cards));
    this.arrange(cards);
    this.closeMenus();
    this.clearAdded();
    this.refocus(lost);
  }

  // The newest card of a step is the last one: those before it make way.
  place(id, lane, version) {
    const found = [...this.list.querySelectorAll(`:scope > #step-${id}`)];
    const card = found.pop();
    if (!card) return null;
    for (const old of found) old.remove();
    card.dataset.lane = lane;
    card.querySelector("[name=version]").value = version;
    card.querySelector("[name=pick]").value = `${id}.${version}`;
    return card;
  }

  // What stands where the focus was, when its card goes.
  removeOthers(cards) {
    const gone = [...this.list.querySelectorAll(":scope > [id^='step-']")]
      .filter((card) => !cards.has(card));
    const left = gone.find((card) => card.contains(this.active))?.nextElementSibling;
    for (const card of gone) card.remove();
    return left;
  }

  arrange(cards) {
    const [first, last] = this.dataset.ends.split(" ");
    const [start, next, end] = ["start", "next", "end"].map((id) => document.getElementById(id));
    start.dataset.lane = first;
    next.dataset.lane = end.dataset.lane = last;
    [start, ...cards, next, end].forEach((item, place) => {
      const there = this.list.children[place];
      if (there !== item) this.list.insertBefore(item, there ?? null);
    });
  }

  // What one of them was opened for is done.
  closeMenus() {
    for (const menu of this.list.querySelectorAll("details[open]")) {
      if (menu.contains(this.active)) this.active = menu.querySelector("summary");
      menu.open = false;
    }
  }

  // What was added isn't typed any more, unless somebody typed on.
  clearAdded() {
    const title = document.getElementById("next-title");
    if (!("added" in this.dataset)) return;
    if (title.value === title.dataset.sent) title.value = "";
    this.active = title;
  }

  refocus(lost) {
    const wanted = document.getElementById(this.dataset.focus);
    const target = wanted ?? lost?.querySelector("summary, textarea");
    if (target) {
      target.focus();
      wanted?.select?.();
    } else if (this.active?.isConnected && this.active !== document.activeElement) {
      // To be put elsewhere takes the focus away.
      this.active.focus();
    }
    const card = document.activeElement.closest("#steps > li");
    card?.scrollIntoView({block: "nearest", inline: "nearest"});
  }
});
