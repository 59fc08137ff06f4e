"""An old sheet of KPIs, half decided: placed, merged, buried, or waiting still."""

from kpiflow.demo.people import Cast, acting
from kpis import inbox
from kpis.models import Kpi
from kpis.sheets import sentences

NAME = "Team KPIs, the sheet on the drive"
# In the order of the sheet.
LINES = (
    "Answer every inquiry within 4 hours",
    "Log new leads on the same day",
    "Improve customer response time",
    "Number of calls made per sales rep",
    "100% of qualified leads get a next step",
    "Finished jobs not yet billed on Friday",
    "Month-end statements out by the 5th working day",
    "Complete the weekly collections checklist",
    "Collect 92% of what is due within 30 days",
    "Answer job applications quickly",
    "Decide on candidates within 2 days of the interview",
    "Increase customer satisfaction",
)
# By the title of the step whose KPI was made of the line, or says the same already.
PLACED = {
    "Answer every inquiry within 4 hours": "Customer contacted",
    "100% of qualified leads get a next step": "Next steps scheduled",
    "Month-end statements out by the 5th working day": "Owner statement sent",
}
MERGED = {
    "Log new leads on the same day": "Lead logged into CRM",
    "Improve customer response time": "Customer contacted",
    "Finished jobs not yet billed on Friday": "Job passed to billing",
    "Collect 92% of what is due within 30 days": "Invoice collected",
}
BURIED = {
    "Number of calls made per sales rep": (
        "Counts calls, not customers who got an answer. More calls were made, and no"
        " more next steps booked."
    ),
    "Complete the weekly collections checklist": (
        "Given up with the KPI of the same name: ticked every week, whatever came in."
    ),
}


def tell(cast: Cast) -> None:
    with acting(cast["manager"]) as morgan:
        sheet = inbox.keep(NAME, sentences(LINES), by=morgan)
        lines = {line.text: line for line in sheet.lines.all()}
        for text, title in PLACED.items():
            inbox.placed(str(lines[text].pk), _kpi_of(title), by=morgan)
        for text, title in MERGED.items():
            line = lines[text]
            inbox.merge(line, _kpi_of(title), by=morgan, version=line.version)
        for text, reason in BURIED.items():
            line = lines[text]
            inbox.bury(line, reason, by=morgan, version=line.version)


def _kpi_of(title: str) -> Kpi:
    return Kpi.objects.get(step__title=title)
