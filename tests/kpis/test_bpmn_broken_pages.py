"""Broken files through the pages: whatever comes, nothing breaks or is half made."""

from hypothesis import given, settings

from processes.models import BpmnFile, Process
from tests.conftest import signed_in
from tests.database import undone
from tests.factories import make_manager
from tests.kpis.test_bpmn_pages import NAMED, page_of, upload
from tests.processes.test_bpmn_broken import broken


# Each example starts a few child processes.
@settings(max_examples=25)
@given(broken())
def test_a_broken_file_becomes_a_whole_process_or_none(content):
    with undone():
        client = signed_in(make_manager(email="manager@example.org"))

        shown = upload(client, content)
        file = BpmnFile.objects.first()
        made = client.post(page_of(file), NAMED, follow=True) if file else shown

        assert (shown.status_code, made.status_code) == (200, 200)
        for process in Process.objects.all():
            previewed = shown.context["choice"].plan.steps
            assert process.steps.live().count() == len(previewed) > 0
