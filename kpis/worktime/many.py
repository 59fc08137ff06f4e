"""Working time by the million: the same two look-ups, for all pairs at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import batched
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from kpis.worktime.timeline import Timeline
from kpis.worktime.walls import Micros, instants_shown
from kpis.worktime.windows import DAY, SECOND
from kpis.worktime.zones import EPOCH

# So few that they stay in the processor's cache from one reading to the next.
BATCH = 1_000

type Pair = tuple[datetime, datetime]
type Pairs = Iterable[Pair] | NDArray[np.datetime64]


def instants_of(pairs: Pairs, zone: ZoneInfo) -> Micros:
    """Starts and ends, of shape (2, n); a naive datetime is the zone's own."""
    if isinstance(pairs, np.ndarray) and pairs.dtype.kind == "M":
        return pairs.reshape(-1, 2).T.astype("datetime64[us]").astype(np.int64)
    none = np.empty((2, 0), np.int64)
    return np.concatenate([none, *_batches(pairs, zone)], axis=1)


def elapsed(timeline: Timeline, instants: Micros) -> Micros:
    starts, ends = _worked_until(timeline, instants)
    return np.maximum(ends - starts, 0)


def _worked_until(timeline: Timeline, instants: Micros) -> Micros:
    starts, before = np.array(timeline.starts), np.array(timeline.before)
    index = np.searchsorted(starts, instants, side="right") - 1
    # Since its stretch began, but no more than that has.
    return np.minimum(instants + (before[:-1] - starts)[index], before[1:][index])


def _batches(pairs: Pairs, zone: ZoneInfo) -> Iterator[Micros]:
    for batch in batched(pairs, BATCH):
        yield _instants(batch, zone).reshape(2, -1)


def _instants(batch: Sequence[Pair], own: ZoneInfo) -> Micros:
    # As a database gives them. Whatever has a zone is subtracted right, if slowly.
    if batch[0][0].tzinfo is UTC:
        with suppress(TypeError):
            return _micros(_since(EPOCH, batch))
    return _instants_of_zones(batch, own)


def _instants_of_zones(batch: Sequence[Pair], own: ZoneInfo) -> Micros:
    moments = [start for start, _ in batch]
    moments += [end for _, end in batch]
    zones = {moment.tzinfo for moment in moments}
    shared = zones.pop()
    zone = shared or own
    if zones or not isinstance(zone, ZoneInfo):
        return _micros([_aware(moment, own) - EPOCH for moment in moments])
    # Between two of the same zone, Python looks at no more than what its clock shows.
    walls = _micros(_since(EPOCH.replace(tzinfo=shared), batch))
    return instants_shown(walls, zone, moments)


def _since(epoch: datetime, batch: Sequence[Pair]) -> list[timedelta]:
    """For the starts, and then for the ends; TypeError where one has no zone."""
    spans = [start - epoch for start, _ in batch]
    spans += [end - epoch for _, end in batch]
    return spans


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _micros(spans: Sequence[timedelta]) -> Micros:
    # Part by part: to divide each span by a microsecond takes three times as long.
    count = len(spans)
    micros = np.fromiter([span.days for span in spans], np.int64, count) * DAY
    micros += np.fromiter([span.seconds for span in spans], np.int64, count) * SECOND
    micros += np.fromiter([span.microseconds for span in spans], np.int64, count)
    return micros
