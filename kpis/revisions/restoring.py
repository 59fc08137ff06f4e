"""A revision comes back as the draft: nothing is published by it."""

from processes.models import Revision
from processes.plan import TEXTS


def restore(revision: Revision, *, by, seen: int) -> bool:
    """Make the steps of the draft those of a revision: their order and their texts.

    It is one change, so it can be undone. Standards and owners hold from their own
    dates and stay. ``seen`` is the number of the newest change when the draft was
    looked at. Gives back whether anything had to change; raises StaleSteps when
    somebody changed the draft since.
    """
    frozen = {step["id"]: step for step in revision.snapshot.get("steps", [])}
    with revision.process.draft(by) as draft:
        draft.expect_newest(seen)
        draft.said = f"Took the draft back to {str(revision).lower()}"
        draft.arrange(
            list(frozen),
            {
                pk: {name: step.get(name, "") for name in TEXTS}
                for pk, step in frozen.items()
            },
        )
    return draft.change is not None
