from kpis.forms.activities import ActivitiesForm
from kpis.forms.answer import AnswerForm
from kpis.forms.assign import assign_forms
from kpis.forms.burial import BurialForm, ReturnForm
from kpis.forms.check_in import (
    CheckInForm,
    check_in_form,
    check_in_forms,
    sent_check_in,
)
from kpis.forms.clearing import ManyBurialForm
from kpis.forms.correction import CorrectionForm, RemovalForm
from kpis.forms.event_imports import (
    EventImportForm,
    EventMappingForm,
    MakeProcessForm,
)
from kpis.forms.exemption import ExemptionForm, PeriodForm, TakeBackForm
from kpis.forms.history import OnForm
from kpis.forms.imports import ImportForm, ReadingForm
from kpis.forms.inbox import (
    LineBurialForm,
    LineReturnForm,
    MergeForm,
    PlaceForm,
    SheetForm,
)
from kpis.forms.kpi import KpiForm
from kpis.forms.log_columns import log_columns_form
from kpis.forms.mapping import MappingForm
from kpis.forms.parts import PartsForm
from kpis.forms.phases import PhaseForm, PhaseRemovalForm
from kpis.forms.publish import PublishForm
from kpis.forms.restore import RestoreForm
from kpis.forms.span import SpanForm
from kpis.forms.starting import BpmnForm, OutlineForm, StartForm

__all__ = [
    "ActivitiesForm",
    "AnswerForm",
    "BpmnForm",
    "BurialForm",
    "CheckInForm",
    "CorrectionForm",
    "EventImportForm",
    "EventMappingForm",
    "ExemptionForm",
    "ImportForm",
    "KpiForm",
    "LineBurialForm",
    "LineReturnForm",
    "MakeProcessForm",
    "ManyBurialForm",
    "MappingForm",
    "MergeForm",
    "OnForm",
    "OutlineForm",
    "PartsForm",
    "PeriodForm",
    "PhaseForm",
    "PhaseRemovalForm",
    "PlaceForm",
    "PublishForm",
    "ReadingForm",
    "RemovalForm",
    "RestoreForm",
    "ReturnForm",
    "SheetForm",
    "SpanForm",
    "StartForm",
    "TakeBackForm",
    "assign_forms",
    "check_in_form",
    "check_in_forms",
    "log_columns_form",
    "sent_check_in",
]
