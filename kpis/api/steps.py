"""Steps for programs: what is done, by which role, and which KPI measures it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from kpis.models import Kpi
from people.api.bearer import reads, writes
from people.api.bodies import TEXT, example
from people.api.etags import (
    IF_MATCH,
    IF_NONE_MATCH,
    conditional,
    expect,
    json_answer,
)
from people.api.paging import Id
from people.api.problems import Problem, answers
from processes.api import Slug, refusal_of, require_manager
from processes.forms import TextsForm
from processes.models import Process, Step
from processes.plan import LENGTHS, TEXTS

router = Router(tags=["Steps"])


class StepOut(Schema):
    """A piece of work in a process: for a manager as drafted, else as published."""

    id: int
    process: str = Field(description="The slug of its process.")
    position: int = Field(description="1 is the first step.")
    title: str = Field(examples=["Contact customer"])
    role: str = Field(examples=["Sales Rep"])
    instructions: str
    inputs: str
    outputs: str
    handoff_what: str
    handoff_to: str
    handoff_trigger: str
    handoff_accepted: str
    kpi: int | None = Field(description="The id of its KPI; null while it has none.")


class StepList(Schema):
    """All the steps of a process, in order."""

    items: list[StepOut]


def _text(name: str, **options: Any) -> Any:
    return Field("", max_length=LENGTHS[name], pattern=TEXT, **options)


class StepChange(Schema):
    """The texts to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    title: str = _text("title", min_length=1)
    role: str = _text("role")
    instructions: str = _text("instructions")
    inputs: str = _text("inputs")
    outputs: str = _text("outputs")
    handoff_what: str = _text("handoff_what")
    handoff_to: str = _text("handoff_to")
    handoff_trigger: str = _text("handoff_trigger")
    handoff_accepted: str = _text("handoff_accepted")


@router.get(
    "/processes/{slug}/steps",
    auth=reads,
    response=answers(StepList, 404) | {304: None},
    url_name="steps",
    summary="List the steps of a process",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def index(request, slug: Slug):
    process = get_object_or_404(Process, slug=slug)
    return StepList(items=_steps(process, request.auth.person))


@router.get(
    "/steps/{step_id}",
    auth=reads,
    response=answers(StepOut, 404) | {304: None},
    url_name="step",
    summary="Read a step",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def detail(request, step_id: Id):
    return _found(step_id, request.auth.person)


@router.patch(
    "/steps/{step_id}",
    auth=writes,
    response=answers(StepOut, 404, 409, 412, 413, 415, 428),
    url_name="step",
    summary="Change the texts of a step",
    openapi_extra={"parameters": [IF_MATCH]} | example(title="Call the customer"),
)
def change(request, step_id: Id, said: StepChange):
    """For managers. The draft is changed; members see it with the next revision."""
    person = request.auth.person
    _found(step_id, person)
    require_manager(person)
    step = Step.objects.for_display().get(pk=step_id)
    with step.process.draft(person) as draft:
        if step_id not in draft.order:
            raise Problem(409, "Somebody took this step off the map meanwhile.")
        held = draft.steps[step_id]
        expect(request, _described(held, step.process, _kpis(step.process)))
        draft.write(step_id, **_texts(held, said.model_dump(exclude_unset=True)))
    return json_answer(_found(step_id, person))


def _texts(step: Step, texts: dict[str, str]) -> dict[str, str]:
    """What a change leaves on a step, as the form of the page takes it."""
    now = {name: getattr(step, name) for name in TEXTS}
    form = TextsForm(now | texts)
    if not form.is_valid():
        raise refusal_of(form)
    return form.texts


def _found(step_id: int, person) -> StepOut:
    step = get_object_or_404(Step.objects.for_display(), pk=step_id)
    steps = _steps(step.process, person)
    found = next((one for one in steps if one.id == step_id), None)
    if found is None:
        raise Http404
    return found


def _steps(process: Process, person) -> list[StepOut]:
    """The draft, for who draws it; for others what the last revision froze."""
    kpis = _kpis(process)
    if person.is_manager:
        drafted = process.steps.live().order_by("position")
        return [_described(step, process, kpis) for step in drafted]
    newest = process.revisions.first()
    frozen = newest.snapshot["steps"] if newest else []
    return [_frozen(said, process, kpis) for said in frozen]


def _kpis(process: Process) -> dict[int, int]:
    """The ids of KPIs by those of their steps."""
    return dict(Kpi.objects.at_steps_of(process).values_list("step_id", "pk"))


def _described(step: Step, process: Process, kpis: dict[int, int]) -> StepOut:
    return StepOut(
        id=step.pk,
        process=process.slug,
        kpi=kpis.get(step.pk),
        **{name: getattr(step, name) for name in ("position", *TEXTS)},
    )


def _frozen(said: dict[str, Any], process: Process, kpis: dict[int, int]) -> StepOut:
    return StepOut(
        id=said["id"],
        process=process.slug,
        position=said["position"],
        kpi=kpis.get(said["id"]),
        **{name: said.get(name, "") for name in TEXTS},
    )
