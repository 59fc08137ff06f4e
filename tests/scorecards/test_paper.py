"""A scorecard on one page of paper."""

import sys
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kpis.models import Look, Note
from people.models import User
from tests.factories import (
    hand_over,
    last_week,
    make_exemption,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
)

LONG = (
    "Respond to every new inquiry of every customer within four hours of receipt, " * 3
)


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    for week in range(13):
        measure(kpi, last_week(week), 35, of=43)
    return kpi


def read(response):
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text_of(pdf):
    return " ".join(pdf.pages[0].extract_text().split())


def test_three_numbers_with_all_that_is_said_fit_on_one_page(client, person, kpi):
    for number in range(2):
        step = make_step(title="T" * 99 + str(number))
        other = make_kpi(step=step, owner=person, statement=LONG[:240])
        measure(other, last_week(), 9)
        make_exemption(other, last_week(2), "A strike " * 20)

    pdf = read(client.get(reverse("scorecards:me_pdf")))

    assert len(pdf.pages) == 1
    width, height = pdf.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)


def test_it_has_the_words_the_periods_and_the_day(client, kpi):
    text = text_of(read(client.get(reverse("scorecards:me_pdf"))))

    day = timezone.localdate()
    assert f"{day.day} {day:%B %Y}" in text
    assert "Scorecard of Ben Cole" in text
    assert "Lead to next step › Contact customer" in text
    assert "81% missed" in text
    assert "35 of 43; standard: at least 90%" in text
    assert text.count(" 81") >= 12
    assert "This process cannot meet 90% as it runs." in text


def test_what_was_anothers_is_told_from_ones_own(client, person, kpi):
    paper = reverse("scorecards:me_pdf")
    before = text_of(read(client.get(paper)))

    step = make_step(title="Book next step")
    handed = make_kpi(step=step, owner=make_person("Kim Lowe"))
    measure(handed, last_week(), 9)
    hand_over(handed, person, last_week(0))

    text = text_of(read(client.get(paper)))
    assert "Dashed" not in before
    assert text.count("Dashed: before it was handed over.") == 1
    assert "Kim Lowe’s; standard: at least 90%" in text


def test_large_numbers_and_long_names_stay_on_the_paper(client, person):
    User.objects.filter(pk=person.pk).update(name="W" * 100)
    kpi = make_kpi(owner=person, summary="sum", unit="EUR", target=10**9)
    measure(kpi, last_week(), 1_143_700_000)
    measure(kpi, last_week(2), 1_205_200_000)

    text = text_of(read(client.get(reverse("scorecards:me_pdf"))))

    assert "1,143,700,000 EUR" in text
    assert "1.21B 1.14B" in text
    assert "W" * 100 not in text


def test_the_file_says_whose_it_is_and_of_which_day(admin_client, kpi, person):
    url = reverse("scorecards:pdf", args=[person.pk], query={"on": last_week()})

    response = admin_client.get(url)

    name = f"scorecard-ben-cole-{last_week()}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_name_of_no_letters_makes_a_file_too(admin_client):
    person = make_person('\r\n"☂', email="rain@example.org")

    response = admin_client.get(reverse("scorecards:pdf", args=[person.pk]))

    assert 'filename="scorecard-person-' in response["Content-Disposition"]


def test_a_day_that_cannot_be_shown_leads_to_the_page_that_says_why(client, kpi):
    url = reverse("scorecards:me_pdf", query={"on": "9999-12-31"})

    assert "That day hasn’t come yet" in client.get(url, follow=True).text


def test_no_note_is_on_paper(client, person, kpi):
    Note.objects.create(kpi=kpi, start=last_week(), author=person, text="Zebra.")

    assert "Zebra" not in text_of(read(client.get(reverse("scorecards:me_pdf"))))


def test_nothing_is_fetched_for_it(client, person, tmp_path):
    image = (
        '<img src="file:///etc/hostname"><style>@import url(http://127.0.0.1/)</style>'
    )
    kpi = make_kpi(owner=person, statement=image)
    measure(kpi, last_week(), 1)

    text = text_of(read(client.get(reverse("scorecards:me_pdf"))))

    assert "<img src=" in text


class NoPango:
    """Whoever imports WeasyPrint finds that the machine has no Pango."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


def test_without_pango_the_page_says_what_to_do(client, kpi, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    response = client.get(reverse("scorecards:me_pdf"))

    assert response.status_code == 503
    assert "Pango, isn’t installed" in response.text


@pytest.mark.parametrize("path", ["scorecards:me_pdf", "scorecards:me"])
@pytest.mark.parametrize("is_dated", [False, True])
def test_the_owner_who_has_it_saw_the_numbers_on_it(client, person, path, is_dated):
    measure(make_kpi(owner=person, unseen=True), last_week(), 9)

    client.get(reverse(path, query={"on": last_week(0)} if is_dated else {}))

    assert Look.objects.get().through == last_week()
