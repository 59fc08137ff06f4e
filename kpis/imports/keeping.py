"""An uploaded file, kept in pieces until it is imported, given up or left lying."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from kpis.imports.understanding import Understood
from kpis.models import Import, ImportKind, ImportPart, ImportState, Kpi
from kpis.models.imports import RESTING
from people.models import User

PIECE = 2**20
KEPT = timedelta(days=7)
# While its file may still be read.
READ = [*RESTING, ImportState.CHECKING, ImportState.LOADING]
LEFT_LYING = "Nobody went on with it for 7 days: upload it again."


def digest_of(pieces: Iterable[bytes]) -> str:
    """SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


@transaction.atomic
def keep(
    file: File, understood: Understood, *, kpi: Kpi | None, by: User | None
) -> tuple[Import, bool]:
    """Keep a file to be imported, and whether it is new.

    One that is sent twice, as by a second click, is the one that is open already.
    """
    digest = digest_of(file.chunks(PIECE))
    if by and (twin := _open_twin(digest, kpi, by)):
        return twin, False
    upload = Import(
        kind=ImportKind.OBSERVATIONS,
        digest=digest,
        kpi=kpi,
        author=by,
        understood=understood.as_dict(),
        layout=understood.layout.as_dict(),
    )
    return keep_parts(file, upload), True


@transaction.atomic
def keep_parts(file: File, upload: Import) -> Import:
    """Keep a file in pieces, as an upload of which the rest is known."""
    upload.name = (file.name or "")[: Import._meta.get_field("name").max_length]
    upload.size = file.size or 0
    upload.digest = upload.digest or digest_of(file.chunks(PIECE))
    upload.save(force_insert=True)
    for number, piece in enumerate(file.chunks(PIECE)):
        ImportPart(upload=upload, number=number, content=piece).save(force_insert=True)
    return upload


def _open_twin(digest: str, kpi: Kpi | None, by: User) -> Import | None:
    # Held, so that of two at once the second finds the first.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    twins = Import.objects.open_of(by).filter(digest=digest, kpi=kpi)
    return twins.newest_first().first()


def pieces_of(upload: Import) -> Iterator[bytes]:
    """The file again, piece by piece."""
    for number in range(upload.parts.count()):
        yield bytes(upload.parts.values_list("content", flat=True).get(number=number))


def seen_before(upload: Import) -> Import | None:
    """The newest import of the very same file that counts now."""
    others = Import.objects.of_content(upload.digest).exclude(pk=upload.pk)
    return others.newest_first().select_related("author").first()


@transaction.atomic
def forget_left_lying(now: datetime | None = None) -> None:
    """Give up what nobody went on with, and remove the files."""
    since = (now or timezone.now()) - KEPT
    rows = Import.objects.select_for_update(no_key=True, skip_locked=True)
    ids = [upload.pk for upload in rows.left_lying(since).only("pk")]
    lying = Import.objects.filter(pk__in=ids)
    lying.update(state=ImportState.CANCELLED, said=LEFT_LYING)
    # One that is held just now may be about to be worked on.
    done = Import.objects.filter(uploaded_at__lt=since).exclude(state__in=READ)
    ImportPart.objects.filter(upload__in=done.values("pk")).delete()
