"""Processes for programs: what each is for, what starts it and what ends it."""

from typing import Annotated

from django.db import transaction
from django.forms import ModelForm
from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema
from pydantic import ConfigDict, Field

from people.api.bearer import reads, writes
from people.api.bodies import TEXT, example
from people.api.etags import (
    IF_MATCH,
    IF_NONE_MATCH,
    conditional,
    expect,
    json_answer,
)
from people.api.paging import After, Limit, page_of
from people.api.problems import Problem, answers
from processes.forms import ProcessEditForm
from processes.models import Process

router = Router(tags=["Processes"])

Slug = Annotated[
    str, Path(pattern="^[-a-zA-Z0-9_]+$", max_length=120, examples=["lead-to-cash"])
]


class ProcessOut(Schema):
    """A named sequence of steps: for a manager as drafted, else as published."""

    id: int
    slug: str = Field(description="Its name in addresses, which stays.")
    name: str
    purpose: str = Field(description="Which result the work is for.")
    trigger: str = Field(examples=["Lead received"])
    outcome: str = Field(examples=["Next step booked"])
    is_published: bool


class ProcessPage(Schema):
    items: list[ProcessOut]
    next: str | None = Field(description="Where the next page is; null on the last.")


class ProcessChange(Schema):
    """The texts to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", min_length=1, max_length=100, pattern=TEXT)
    purpose: str = Field("", max_length=1000, pattern=TEXT)
    trigger: str = Field("", min_length=1, max_length=100, pattern=TEXT)
    outcome: str = Field("", min_length=1, max_length=100, pattern=TEXT)


@router.get(
    "/processes",
    auth=reads,
    response=answers(ProcessPage) | {304: None},
    url_name="processes",
    summary="List the processes",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def index(request, limit: Limit, after: After):
    rows = Process.objects.with_published_texts().after(after)[: limit + 1]
    shown, following = page_of(request, rows, limit, lambda process: process.pk)
    items = [described(process, request.auth.person) for process in shown]
    return ProcessPage(items=items, next=following)


@router.get(
    "/processes/{slug}",
    auth=reads,
    response=answers(ProcessOut, 404) | {304: None},
    url_name="process",
    summary="Read a process",
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
@conditional
def detail(request, slug: Slug):
    return described(_found(slug), request.auth.person)


@router.patch(
    "/processes/{slug}",
    auth=writes,
    response=answers(ProcessOut, 404, 409, 412, 413, 415, 428),
    url_name="process",
    summary="Change what a process is for",
    openapi_extra={"parameters": [IF_MATCH]} | example(purpose="More customers."),
)
def change(request, slug: Slug, said: ProcessChange):
    """For managers. The draft is changed; members see it with the next revision."""
    person = request.auth.person
    process = _found(slug)
    require_manager(person)
    with transaction.atomic():
        process.lock()
        process = _found(slug)
        expect(request, described(process, person))
        _write(process, said.model_dump(exclude_unset=True))
        return json_answer(described(_found(slug), person))


def _found(slug) -> Process:
    return get_object_or_404(Process.objects.with_published_texts(), slug=slug)


def _write(process, texts):
    """By the form of the page: what that refuses is refused here."""
    now = {name: getattr(process, name) for name in ProcessEditForm._meta.fields}
    data = now | texts | {"version": process.version}
    form = ProcessEditForm(data, instance=process)
    if not (form.is_valid() and form.change()):
        raise refusal_of(form)


def described(process: Process, person) -> ProcessOut:
    """A process as a person may see it; it comes with_published_texts()."""
    is_published = process.published_trigger is not None
    shown = {
        name: getattr(process, name) if person.is_manager else _published(process, name)
        for name in ("purpose", "trigger", "outcome")
    }
    return ProcessOut(
        id=process.pk,
        slug=process.slug,
        name=process.name,
        is_published=is_published,
        **shown,
    )


def _published(process, name):
    """As the last revision has it; of the first draft everybody sees the two ends."""
    published = getattr(process, f"published_{name}")
    if published is not None:
        return published
    return "" if name == "purpose" else getattr(process, name)


def require_manager(person) -> None:
    if not person.is_manager:
        raise Problem(
            403, "Only managers change definitions: this token’s person is a member."
        )


def refusal_of(form: ModelForm) -> Problem:
    """What a form says is wrong: a conflict with other rows, or with a field's rule."""
    if whole := form.non_field_errors():
        return Problem(409, " ".join(map(str, whole)))
    errors = [
        (name, str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]
    return Problem(422, "Mend what is named, and send it again.", errors=errors)
