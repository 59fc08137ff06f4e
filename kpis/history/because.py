from collections.abc import Iterator
from contextlib import contextmanager

import pghistory


@contextmanager
def because(reason: str, **more: object) -> Iterator[None]:
    """Keep a reason beside each change made inside, and beside none made after.

    pghistory itself lets what an inner context says stand until the outermost ends.
    """
    said = {"reason": reason, **more}
    with pghistory.context(**said) as context:
        try:
            yield
        finally:
            for name in said:
                context.metadata.pop(name)
