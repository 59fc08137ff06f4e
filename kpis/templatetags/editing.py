"""The cards of the editor, drawn at once: in a template fifty would take too long.

The HTML is what static/css/components/edit-card.css shows at its top.
"""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kpis.board import Stop
from processes.map import Drawing

register = template.Library()

CARD = """
<li id="step-{pk}" class="map__stop" data-lane="{lane}">
<article class="edit-card{classes}">
<input id="pick-{pk}" class="edit-card__pick" type="checkbox" form="selection" name="pick" value="{pk}.{version}" aria-label="Select {title}">
<form id="card-{pk}" class="edit-card__form" method="post" action="{url}" hx-post="{url}" autocomplete="off" hx-trigger="submit, change" hx-swap="none" hx-sync="#steps:queue all" hx-include="#since, #opened">
{csrf}<input type="hidden" name="version" value="{seen}">
<button class="edit-card__save" name="do" value="save">Save</button>
<button id="grip-{pk}" class="edit-card__grip" type="button" aria-label="Move {title}: drag it, or press an arrow key">⠿</button>
<button id="earlier-{pk}" class="edit-card__move" name="do" value="earlier" aria-label="Move {title} earlier">←</button>
<button id="later-{pk}" class="edit-card__move" name="do" value="later" aria-label="Move {title} later">→</button>
<a id="open-{pk}" class="edit-card__open" href="?step={pk}#details" hx-get="?step={pk}&amp;focus=details-title" hx-swap="none show:#details:top" hx-sync="#steps:queue all" hx-include="#since, #opened" aria-label="Instructions and handoff of {title}">✎</a>
<details class="edit-card__more"><summary id="more-{pk}" aria-label="More for {title}">⋯</summary>
<div class="edit-card__acts"><button id="add-{pk}" name="do" value="add">Add a step before</button><button name="do" value="duplicate">Duplicate</button><button name="do" value="retire">Retire</button></div></details>
<textarea id="title-{pk}" class="edit-card__title" name="title" rows="2" maxlength="100" aria-label="Title">{typed_title}</textarea>
<input id="role-{pk}" class="edit-card__role" name="role" value="{typed_role}" list="roles" maxlength="60" placeholder="Role" autocomplete="off" aria-label="Role of {title}">
</form>
<a class="edit-card__kpi" href="{kpi_url}">{says}</a>
</article>
<button class="edit-card__before" form="card-{pk}" name="do" value="add" tabindex="-1" title="Add a step before {title}" aria-hidden="true">+</button>
</li>
"""  # noqa: E501


@register.simple_tag(takes_context=True)
def edit_cards(context, stops: list[Stop], trouble=None) -> SafeString:
    """Steps on cards, each a form; with what was typed where it could not be saved."""
    csrf = context["csrf_token"]
    typed = _typed(trouble or {})
    return format_html_join(
        "", "{}", ((_card(stop, csrf, typed.get(stop.step.pk)),) for stop in stops)
    )


CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def _card(stop: Stop, csrf: str, typed: dict[str, Any] | None) -> SafeString:
    step = stop.step
    shown = {"title": step.title, "role": step.role, "version": step.version}
    shown |= typed or {}
    return format_html(
        CARD,
        pk=step.pk,
        lane=stop.place.lane,
        version=step.version,
        title=step.title,
        seen=shown["version"],
        typed_title=shown["title"],
        typed_role=shown["role"],
        classes=" edit-card--unfinished" if stop.series is None else "",
        csrf=format_html(CSRF, csrf),
        url=reverse("kpis:step_card", args=[step.pk]),
        kpi_url=reverse("kpis:edit", args=[step.pk]),
        says=stop.series.standard.statement if stop.series else "Give it its KPI",
    )


def _typed(trouble) -> dict[int, dict[str, Any]]:
    """What was typed on a card that could not be saved, by the step's id.

    With the version that it was typed at: what others wrote since isn't on the card.
    """
    step, form = trouble.get("step"), trouble.get("form")
    if not (step and form):
        return {}
    texts = {name: form.data.get(name, "") for name in ("title", "role")}
    seen = form.cleaned_data.get("version", step.version)
    return {step.pk: texts | {"version": seen}}


@register.simple_tag
def edit_wires(drawing: Drawing) -> SafeString:
    """The arrows, those of a kind as one path: each edit sends them anew."""
    kinds: dict[str, list] = {}
    for wire in drawing.wires:
        kinds.setdefault(wire.kind, []).append(wire)
    return format_html_join(
        "",
        '<g class="map__wire map__wire--{}"><path d="{}"/>'
        '<path class="map__head" d="{}"/></g>',
        (
            (kind, " ".join(w.path for w in wires), " ".join(w.head for w in wires))
            for kind, wires in kinds.items()
        ),
    )


@register.simple_tag
def csrf_cookie() -> str:
    """The name of the cookie that holds the token of now."""
    return settings.CSRF_COOKIE_NAME
