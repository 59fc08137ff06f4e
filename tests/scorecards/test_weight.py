"""The scorecard loads quickly: all that its first view takes is small."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import last_week, make_kpi, make_step, measure

LOADED = re.compile(r'(?:<link href|<script src)="/static/([^"]+)"')
MOST = 60_000


def test_all_that_the_first_view_loads_weighs_under_sixty_kilobytes(client, person):
    for number in range(3):
        kpi = make_kpi(step=make_step(title=f"Step {number}"), owner=person)
        for week in range(13):
            measure(kpi, last_week(week), 35, of=43)

    page = client.get(reverse("scorecards:me"))

    files = [Path(finders.find(name)) for name in LOADED.findall(page.text)]
    assert len(files) >= 4
    assert not [file for file in files if "plotly" in file.name]
    parts = [page.content, *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < MOST


def test_words_are_there_before_any_script(client, person):
    measure(make_kpi(owner=person), last_week(), 35, of=43)

    text = client.get(reverse("scorecards:me")).text

    assert all(" defer" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert "81%" in text
