"""The forms of a calendar's pages, sent and read as people do."""

from html import unescape

from django.urls import reverse

from tests.kpis.timing import TUESDAY

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def week(**days):
    return dict.fromkeys(DAYS[:5], "09:00–17:00") | dict.fromkeys(DAYS[5:], "") | days


def week_from(since, calendar, **days):
    return week(**days) | {"since": str(since), "version": calendar.version}


def ask(client, name, calendar, data=None, *arguments, **options):
    """Send a form of a calendar; what the page says, in plain characters."""
    path = reverse(f"kpis:{name}", args=[calendar.pk, *arguments])
    response = client.post(path, data or {}, follow=True, **options)
    return unescape(response.text)


def show(client, name, calendar, *arguments, **query):
    path = reverse(f"kpis:{name}", args=[calendar.pk, *arguments], query=query)
    return unescape(client.get(path).text)


def day(calendar, **fields):
    defaults = {"day": str(TUESDAY), "name": "Outing", "version": calendar.version}
    return defaults | fields


def holidays(calendar, **fields):
    chosen = {"country": "GB", "subdivision": "ENG", "first": 2026, "last": 2026}
    return chosen | fields
