// <map-order> brings the steps of a map into the order that it names, each into its lane. The
// server sends a new one with every change, and with it only the cards that are new.
//
//   <map-order data-steps="17:1:4 12:2:1" data-ends="1 2" data-mine="17" data-asked="12"
//              data-focus="title-17" data-added hidden></map-order>
//
// data-steps: id:lane:version, in order. data-mine: the steps that this page itself has just changed.
// data-asked: those whose new card is wanted whatever is typed on the old one.

customElements.define("map-order", class extends HTMLElement {
  connectedCallback() {
    this.list = document.getElementById("steps");
    this.active = document.activeElement;
    const steps = this.dataset.steps.split(" ").filter(Boolean).map((step) => step.split(":"));
    const cards = steps.map(([id, lane, version]) => this.place(id, lane, version));
    if (cards.includes(null)) return location.reload();
    const lost = this.removeOthers(new Set(cards));
    this.arrange(cards);
    this.followPanel(steps);
    this.closeMenus();
    this.nextTitle();
    this.refocus(lost);
  }

  // A version is that of the text it was read with: only a card that holds the text gets it.
  place(id, lane, version) {
    const [card, fresh] = this.list.querySelectorAll(`:scope > #step-${id}`);
    if (!card) return null;
    const stays = fresh && isDirty(card) && !this.has("asked", id);
    if (fresh) {
      fresh.querySelector("[name=pick]").checked = card.querySelector("[name=pick]").checked;
      (stays ? fresh : card).remove();
    }
    const shown = stays ? card : fresh ?? card;
    shown.dataset.lane = lane;
    const seen = shown.querySelector("[name=version]");
    const isKnown = !stays || textsOf(card) === textsOf(fresh);
    if (this.has("mine", id) && isKnown && follows(seen, version)) {
      shown.querySelector("[name=pick]").value = `${id}.${version}`;
    }
    return shown;
  }

  has(which, id) {
    return this.dataset[which]?.split(" ").includes(id);
  }

  // What is open below goes on from one's own change, and from nobody else's: those it hasn't seen.
  followPanel(steps) {
    const opened = document.getElementById("opened");
    const [id, , version] = steps.find(([id]) => id === opened?.value) ?? [];
    if (!id || !this.has("mine", id)) return;
    follows(document.querySelector("#details form [name=version]"), version);
  }

  // What stands where the focus was, when its card goes. One that is typed on goes on demand alone:
  // what is typed stands nowhere else.
  removeOthers(cards) {
    const gone = [...this.list.querySelectorAll(":scope > [id^='step-']")]
      .filter((card) => !cards.has(card))
      .filter((card) => !isDirty(card) || this.has("asked", card.id.replace("step-", "")));
    const holding = gone.find((card) => card.contains(this.active));
    const left = (holding ?? gone.at(-1))?.nextElementSibling;
    for (const card of gone) card.remove();
    return holding || !this.active.checkVisibility() ? left : null;
  }

  arrange(cards) {
    const [first, last] = this.dataset.ends.split(" ");
    const [start, next, end] = ["start", "next", "end"].map((id) => document.getElementById(id));
    start.dataset.lane = first;
    next.dataset.lane = end.dataset.lane = last;
    const left = [...this.list.querySelectorAll(":scope > [id^='step-']")]
      .filter((card) => !cards.includes(card));
    [start, ...cards, ...left, next, end].forEach((item, place) => {
      const there = this.list.children[place];
      if (there !== item) this.list.insertBefore(item, there ?? null);
    });
  }

  // What one of them was opened for is done.
  closeMenus() {
    for (const menu of this.list.querySelectorAll("details[open]")) {
      const acted = menu.contains(this.active) && this.active !== menu.querySelector("summary");
      if (!acted) continue;
      this.active = menu.querySelector("summary");
      menu.open = false;
    }
  }

  // Whoever adds one step mostly adds another.
  nextTitle() {
    const form = document.getElementById("next-form");
    if ("added" in this.dataset && form.contains(this.active)) this.active = form.elements.title;
  }

  refocus(lost) {
    const wanted = document.getElementById(this.dataset.focus);
    const [asked] = this.dataset.asked?.split(" ") ?? [];
    const target = wanted ?? lost?.querySelector("summary, textarea")
      ?? (this.active.isConnected ? null : document.getElementById(`title-${asked}`));
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

// Only from the version just before: an older one hasn't seen what came between.
function follows(seen, version) {
  const isNext = Number(seen.value) === version - 1;
  if (isNext) seen.value = version;
  return isNext;
}

// As they are saved, as far as a card knows.
function textsOf(card) {
  return [...card.querySelectorAll("[name=title], [name=role]")]
    .map((field) => field.defaultValue).join("\n");
}

function isDirty(card) {
  return [...card.querySelectorAll("[name=title], [name=role]")]
    .some((field) => field.value !== field.defaultValue);
}
