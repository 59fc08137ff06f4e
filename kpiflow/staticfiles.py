"""Static files that lie in no folder: the one stylesheet, and what packages bring."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The order of the layers, then each layer; within one, the order decides nothing.
SHEETS = ("layers", "tokens", "reset", "base", "layout", "*/*", "utilities", "print")


class OneFileFinder(BaseFinder):
    """Finds one file, of ``path``, that lies in ``storage`` as ``name``."""

    path: str
    name: str
    storage: FileSystemStorage

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != self.path:
            return []
        self.make()
        found = self.storage.path(self.name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        if not matches_patterns(self.path, ignore_patterns or []):
            self.make()
            yield self.name, self.storage

    def make(self) -> None:
        """See to it that the file is there."""


class StylesheetFinder(OneFileFinder):
    """Serves static/css/ as one sheet: each link more is one more wait of a phone."""

    path = name = "css/kpiflow.css"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.MADE_STATIC_ROOT)

    def make(self) -> None:
        whole = "".join(sheet.read_text("utf-8") for sheet in stylesheets())
        file = Path(self.storage.path(self.name))
        if not file.exists() or file.read_text("utf-8") != whole:
            _replace(file, whole)


def stylesheets() -> Iterator[Path]:
    """The files that the one sheet consists of."""
    for name in SHEETS:
        found = (settings.BASE_DIR / "static" / "css").glob(f"{name}.css")
        yield from sorted(found, key=lambda sheet: sheet.stem)


def _replace(file: Path, text: str) -> None:
    # At once, for others may be reading it.
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", dir=file.parent, delete=False, encoding="utf-8"
    ) as new:
        new.write(text)
    made = Path(new.name)
    # A temporary file is its owner's alone.
    made.chmod(0o644)
    made.replace(file)


class PlotlyFolder(FileSystemStorage):
    # Collected under plotly/, as a folder of STATICFILES_DIRS would be.
    prefix = "plotly"


class PlotlyFinder(OneFileFinder):
    """Serves plotly.js out of the Python package, and nothing else of it."""

    path = "plotly/plotly.min.js"
    name = "plotly.min.js"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = PlotlyFolder(location=settings.PLOTLY_FOLDER)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names, gzip only: brotli would take a minute for little."""

    def create_compressor(self, **kwargs: Any) -> Any:
        return super().create_compressor(**kwargs | {"use_brotli": False})
