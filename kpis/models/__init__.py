from kpis.models.burial import Burial
from kpis.models.calendar import (
    Calendar,
    CalendarChange,
    DaySource,
    SpecialDay,
    WorkingWeek,
)
from kpis.models.choices import (
    Cadence,
    ClockBegins,
    ClockCounts,
    Direction,
    Summary,
)
from kpis.models.draft import KpiDraft
from kpis.models.event import ActivityMatch, Event, EventKind, EventLog, Saying, Visit
from kpis.models.exemption import Exemption
from kpis.models.imports import (
    Import,
    ImportKind,
    ImportMapping,
    ImportPart,
    ImportProgress,
    ImportState,
)
from kpis.models.inbox import Line, Sheet
from kpis.models.kpi import Buried, Kpi
from kpis.models.look import Look
from kpis.models.note import Note
from kpis.models.notice import About, Notice
from kpis.models.observation import Observation, Source
from kpis.models.ownership import Answer, Ownership, Proposal
from kpis.models.phase import Phase
from kpis.models.reading import Reading, Recomputation, Verdict
from kpis.models.refusal import Refusal
from kpis.models.standard import Standard

__all__ = [
    "About",
    "ActivityMatch",
    "Answer",
    "Burial",
    "Buried",
    "Cadence",
    "Calendar",
    "CalendarChange",
    "ClockBegins",
    "ClockCounts",
    "DaySource",
    "Direction",
    "Event",
    "EventKind",
    "EventLog",
    "Exemption",
    "Import",
    "ImportKind",
    "ImportMapping",
    "ImportPart",
    "ImportProgress",
    "ImportState",
    "Kpi",
    "KpiDraft",
    "Line",
    "Look",
    "Note",
    "Notice",
    "Observation",
    "Ownership",
    "Phase",
    "Proposal",
    "Reading",
    "Recomputation",
    "Refusal",
    "Saying",
    "Sheet",
    "Source",
    "SpecialDay",
    "Standard",
    "Summary",
    "Verdict",
    "Visit",
    "WorkingWeek",
]
