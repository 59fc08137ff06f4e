"""Files on their way in, as the pages' tests send them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from kpis import tasks
from kpis.models import Import

NEW = reverse("kpis:import_new")
WORK = "kpis.tasks.work_on_import"


def file_of(text, name="cases.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile(name, content)


def csv_of(*rows, header="external_id,occurred_at,value"):
    return "\n".join([header, *rows]) + "\n"


def send(client, text, *, kpi=None, name="cases.csv"):
    """Upload a file; the page that follows."""
    data = {"file": file_of(text, name), "kpi": kpi.pk if kpi else ""}
    return client.post(NEW, data, follow=True)


def jobs():
    """What is queued to be worked on."""
    queued = ProcrastinateJob.objects.filter(task_name=WORK).order_by("pk")
    return list(queued.values_list("args", flat=True))


def work():
    """Do what is queued, as the worker would."""
    for args in jobs():
        tasks.work_on_import(**args)


def newest():
    return Import.objects.newest_first().first()


def checked(client, text, *, kpi=None, **mapping):
    """Upload a file and have it checked: the import, and its page."""
    return checked_from(client, send(client, text, kpi=kpi), **mapping)


def checked_from(client, response, **mapping):
    """Have what was just uploaded checked: the import, and its page."""
    if newest().state == "mapping":
        return checked_again(client, newest(), response, **mapping)
    work()
    return newest(), client.get(newest().get_absolute_url())


def checked_again(client, upload, response, **mapping):
    """Send the mapping as a page has it but for some fields: the import, and its page.

    A mapping that isn't taken leaves the import as it was.
    """
    form = response.context["form"]
    initial = {
        n: v for n, v in form.initial.items() if v is not None and v is not False
    }
    client.post(address(upload, "mapping"), initial | mapping)
    work()
    return newest(), client.get(upload.get_absolute_url())


def act(client, upload, name, **data):
    return client.post(address(upload, name), data, follow=True)


def address(upload, name=""):
    return reverse(f"kpis:import_{name}", args=[upload.pk])


def imported(client, text, **kwargs):
    """Upload a file, check and import it: the import, and its page."""
    upload, _ = checked(client, text, **kwargs)
    act(client, upload, "load", good_rows_only="1" if upload.refused else "")
    work()
    return newest(), client.get(upload.get_absolute_url())
