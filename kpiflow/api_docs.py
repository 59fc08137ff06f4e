"""The page that tells the API: made from its description, so that both say the same."""

import json
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from people.api.bodies import JSON

Schema = Mapping[str, Any]
# Told once for all: who asks without a token, or too often.
EVERYWHERE = {"400", "401", "403", "422", "429"}


@dataclass(frozen=True, slots=True)
class Line:
    """A field or parameter: what it is called, holds and means."""

    name: str
    kind: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for, and how."""

    anchor: str
    method: str
    path: str
    summary: str
    about: str
    parameters: list[Line]
    sent: list[Line]
    kinds: list[str]
    answered: list[Line]
    statuses: list[str]
    curl: str


def operations_by_tag(described: Schema, site: str) -> dict[str, list[Operation]]:
    """All operations of an OpenAPI description, under their tags, in its order."""
    found = defaultdict(list)
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            operation = _operation(described, method.upper(), path, said, site)
            found[said["tags"][0]].append(operation)
    return dict(found)


def _operation(
    described: Schema, method: str, path: str, said: Schema, site: str
) -> Operation:
    bodies = said.get("requestBody", {}).get("content", {})
    answered = next(
        # A 204 has nothing to say.
        answer.get("content", {}).get(JSON, {}).get("schema", {})
        for status, answer in said["responses"].items()
        if status < "300"
    )
    return Operation(
        anchor=said["operationId"],
        method=method,
        path=path,
        summary=said["summary"],
        about=said.get("description", ""),
        parameters=[_parameter(described, one) for one in said["parameters"]],
        sent=_lines(described, bodies[JSON]["schema"]) if bodies else [],
        kinds=list(bodies),
        answered=_lines(described, answered),
        statuses=[_status(one) for one in said["responses"] if one not in EVERYWHERE],
        curl=_curl(method, f"{site}{path}", said["parameters"], bodies),
    )


def _parameter(described: Schema, said: Schema) -> Line:
    kind = f"{_kind(described, said['schema'])}, {said['in']}"
    about = said.get("description", "")
    return Line(said["name"], kind, about, said.get("required", False))


def _lines(described: Schema, schema: Schema) -> list[Line]:
    """The fields of an object, or of the items of a list."""
    schema = _resolved(described, schema)
    if schema.get("type") == "array":
        items = schema["items"]
        return _lines(described, items.get("anyOf", [items])[0])
    required = set(schema.get("required", ()))
    return [
        Line(
            name,
            _kind(described, field),
            field.get("description", ""),
            name in required,
        )
        for name, field in schema.get("properties", {}).items()
    ]


def _resolved(described: Schema, schema: Schema) -> Schema:
    if "$ref" in schema:
        return described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _kind(described: Schema, schema: Schema) -> str:
    """What a value is, in a few words: date, list of objects, met or missed."""
    if "anyOf" in schema:
        return " or ".join(_kind(described, one) for one in schema["anyOf"])
    schema = _resolved(described, schema)
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    kind = schema.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_kind(described, schema['items'])}s"
    return schema.get("format", kind)


def _status(code: str) -> str:
    return f"{code} {HTTPStatus(int(code)).phrase}"


def _curl(method: str, url: str, parameters: list[Schema], bodies: Schema) -> str:
    """How to ask on a command line, a line for each word that one has to know."""
    return " \\\n  ".join(_words(method, url, parameters, bodies))


def _words(
    method: str, url: str, parameters: list[Schema], bodies: Schema
) -> Iterator[str]:
    yield "curl" if method == "GET" else f"curl -X {method}"
    yield '-H "Authorization: Bearer $KPIFLOW_TOKEN"'
    for parameter in parameters:
        if parameter["in"] == "header" and parameter["required"]:
            yield f"-H {shlex.quote(f'{parameter["name"]}: {parameter["example"]}')}"
    if JSON in bodies:
        yield f'-H "Content-Type: {JSON}"'
        example = bodies[JSON]["example"]
        yield f"-d {shlex.quote(json.dumps(example, ensure_ascii=False))}"
    yield shlex.quote(url) if "{" in url else url
