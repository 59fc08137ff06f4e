"""Static files that installed packages bring without being Django apps."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PlotlyFolder(FileSystemStorage):
    # Collected under plotly/, as a folder of STATICFILES_DIRS would be.
    prefix = "plotly"


class PlotlyFinder(BaseFinder):
    """Serves plotly.js out of the Python package, and nothing else of it."""

    path = "plotly/plotly.min.js"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = PlotlyFolder(location=settings.PLOTLY_FOLDER)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != self.path:
            return []
        found = self.storage.path("plotly.min.js")
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        if not matches_patterns(self.path, ignore_patterns or []):
            yield "plotly.min.js", self.storage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names, gzip only: brotli would take a minute for little."""

    def create_compressor(self, **kwargs: Any) -> Any:
        return super().create_compressor(**kwargs | {"use_brotli": False})
