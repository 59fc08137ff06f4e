"""What is read in a KPI's sentence, and what is found wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts of a KPI's sentence; None for what it does not say.

    `action` is the bare verb ("respond"), perhaps with its noun ("send a full reply");
    `object` stands without its article. `limit_unit` is one of seconds, minutes, hours,
    business_hours, days, working_days, business_days, weeks, months, years, rings,
    percent, count, dollars, pounds or euros.
    `comparator` is that of the limit, or of the target where there is no limit.
    `trigger` and `calendar` are the words as they stand. `target_percent` is 90 of 90%.
    `spans` says where each part stands in the text; two readings are equal without it.
    """

    action: str | None = None
    object: str | None = None
    limit_value: Decimal | None = None
    limit_unit: str | None = None
    comparator: str | None = None
    trigger: str | None = None
    calendar: str | None = None
    target_percent: Decimal | None = None
    spans: Mapping[str, Span] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a sentence, and what could stand there instead.

    A suggestion takes the place of the span; one without a span is put in where it
    belongs. `apply` does either.
    """

    code: str
    message: str
    span: Span | None = None
    suggestion: str | None = None
