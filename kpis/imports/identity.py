"""What makes a row the same fact next time, where it brings no id of its own. Pure.

By its case, where a file has a column of cases and none is there twice for a KPI. Else
by its KPI, its day or moment, and which row of that it is: the second row of 9 March
stays the second. So “35 of 43” for week 46, sent again as “36 of 43”, is corrected.
"""

import hashlib
from datetime import UTC, date, datetime

LONGEST = 200


def identity_of(when: date | datetime, nth: int = 1, case: str = "") -> str:
    """The external id of a row.

    ``when`` is a date or period's first day as it stands, or a moment with its zone;
    ``nth`` counts the KPI's rows of the same ``when``, from 1; a ``case`` is given only
    where it is the KPI's only row of that case.
    """
    if case:
        said = f"case {case}"
        digest = hashlib.sha256(case.encode("utf-8", "surrogatepass")).hexdigest()
        return said if len(said) <= LONGEST else f"case {digest}"
    if isinstance(when, datetime):
        # The same moment is the same fact, whatever zone it is written in.
        said = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        said = said.replace(".000000Z", "Z")
    else:
        said = when.isoformat()
    return f"row {said}" if nth == 1 else f"row {said} #{nth}"
