"""Whatever is sent as a log: a page that says what to do, and all of it or nothing.

KPIFLOW_FILES=2000 tries as many; the suite itself tries fewer.
"""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpis.events.checking import event_differences
from kpis.imports.working import work_on
from kpis.models import Event, Import, ImportState
from tests.database import undone
from tests.factories import make_manager
from tests.kpis.events.desk import make_desk
from tests.kpis.imports.test_any_file import FILES
from tests.kpis.logs.test_any_file import BOOK, mangled
from tests.kpis.tables.mangling import workbooks_with_changed_parts

NAMES = st.sampled_from(["log.csv", "log.xes", "log.xes.gz", "log.xlsx"])


def as_it_stands(page):
    form = page.context["form"]
    return {one.html_name: one.value() for one in form if one.value() is not None}


def sent(client, content, name, process):
    """The page that a log leads to; from that of its columns one goes on as it is."""
    data = {"file": SimpleUploadedFile(name, content), "process": process.pk}
    page = client.post(reverse("kpis:event_import_new"), data, follow=True)
    if upload := Import.objects.first():
        columns = reverse("kpis:event_columns", args=[upload.pk])
        if page.request["PATH_INFO"] == columns:
            page = client.post(columns, as_it_stands(page), follow=True)
    assert page.status_code == 200
    return page


def checked_and_loaded(client, page, upload):
    mapping = reverse("kpis:event_mapping", args=[upload.pk])
    if page.request["PATH_INFO"] != mapping:
        return
    assert client.post(mapping, as_it_stands(page)).status_code == 302
    work_on(upload.pk)
    upload.refresh_from_db()
    if upload.state == ImportState.CHECKED:
        client.post(
            reverse("kpis:import_load", args=[upload.pk]), {"good_rows_only": "1"}
        )
        work_on(upload.pk)
    assert client.get(upload.get_absolute_url()).status_code == 200


@settings(max_examples=FILES, suppress_health_check=[HealthCheck.too_slow])
@given(mangled() | st.binary(max_size=200) | workbooks_with_changed_parts(BOOK), NAMES)
def test_any_log_is_taken_whole_or_refused_in_a_sentence(content, name):
    with undone():
        process, _ = make_desk(clock="previous")
        client = Client()
        client.force_login(make_manager())

        page = sent(client, content, name, process)
        if upload := Import.objects.first():
            checked_and_loaded(client, page, upload)

        loaded = Import.objects.filter(state=ImportState.LOADED)
        assert Event.objects.count() == sum(one.new for one in loaded)
        assert not Import.objects.at_work().exists()
        assert not list(event_differences())
