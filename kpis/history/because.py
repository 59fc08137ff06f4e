from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pghistory

# What tells why a number became another, where numbers.py looks for it.
CAUSES = (
    *("calendar_change", "corrected", "instead", "exception", "standard"),
    "brought_back",
)


@contextmanager
def noting(**more: object) -> Iterator[None]:
    """Keep something beside each change made inside, and beside none made after.

    pghistory itself lets what an inner context says stand until the outermost ends.
    """
    with pghistory.context(**more) as context:
        try:
            yield
        finally:
            for name in more:
                context.metadata.pop(name)


def because(reason: str, **more: object) -> AbstractContextManager[None]:
    """Keep a reason beside each change made inside, as noting()."""
    return noting(reason=reason, **more)


def noted_cause() -> dict[str, object]:
    """Why changes are made just now, as far as it was noted."""
    with pghistory.context() as context:
        names = ("reason", *CAUSES)
        return {n: context.metadata[n] for n in names if n in context.metadata}
