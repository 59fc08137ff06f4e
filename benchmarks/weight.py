"""What a browser fetches to show a page for the first time."""

import gzip
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from lxml import html

from benchmarks.browser import Browser
from benchmarks.comparing import Amount

KILOBYTES = 60.0
# Of what a page names: its styles, its scripts, its icon and its pictures.
LOADED = "//link/@href | //script/@src | //img/@src"


def of_first_view(name: str, browser: Browser, path: str) -> Amount:
    """Compressed as a server in front does the page, and whitenoise its files."""
    page = browser.get(path)
    parts = [page, *map(_content_of, _files_of(page))]
    weight = sum(len(gzip.compress(part, mtime=0)) for part in parts)
    return Amount(f"kB of the {name}, first view", KILOBYTES, round(weight / 1000, 1))


def _files_of(page: bytes) -> list[str]:
    named = html.fromstring(page).xpath(LOADED)
    return [str(url) for url in named if str(url).startswith(settings.STATIC_URL)]


def _content_of(url: str) -> bytes:
    found = finders.find(url.removeprefix(settings.STATIC_URL))
    if not found:
        raise AssertionError(f"The page names {url}, which isn't there.")
    return Path(found).read_bytes()
