// <fill-fields> puts what an answer brings into fields of the page, as soon as it is on it. A field in
// which somebody typed since the question was asked is theirs and stays as it is; so does the caret.
//
// Radio buttons are one field: none of them has its id, but all have its name.
//
// Without data-was it is for an <output>, which is only heard when it says something new.
//
//   <fill-fields hidden><data data-for="id_limit" data-was="" value="4"></data></fill-fields>

customElements.define("fill-fields", class extends HTMLElement {
  connectedCallback() {
    for (const {dataset, value} of this.querySelectorAll("data")) {
      const field = document.getElementById(dataset.for) ?? this.radios(dataset.for);
      if (field?.value === (dataset.was ?? field?.value) && field.value !== value) fill(field, value);
    }
  }

  radios(id) {
    return this.closest("form")?.elements[id.replace("id_", "")];
  }
});

function fill(field, value) {
  const {selectionStart: start, selectionEnd: end} = field;
  field.value = value;
  if (field === document.activeElement && start !== null) field.setSelectionRange?.(start, end);
}
