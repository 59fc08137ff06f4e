from kpis.forms.assign import AssignForm
from kpis.forms.check_in import CheckInForm, check_in_forms, sent_check_in
from kpis.forms.kpi import KpiForm
from kpis.forms.publish import PublishForm
from kpis.forms.upload import ImportForm

__all__ = [
    "AssignForm",
    "CheckInForm",
    "ImportForm",
    "KpiForm",
    "PublishForm",
    "check_in_forms",
    "sent_check_in",
]
