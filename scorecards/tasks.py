"""Doors for the worker: each calls one function that can be run twice without harm."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from scorecards import alerts, digests, reminders
from scorecards.meetings import sending
from scorecards.models import Mailing

# More than a worker is away for when kpiflow is brought up to date.
LATELY = timedelta(hours=1)
# What a worker that was away for longer missed.
LONG_AGO = timedelta(days=8)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="mail", queueing_lock="send_mails_due")
def send_mails_due(timestamp: int) -> None:
    now = timezone.now()
    reminders.send_reminders(now)
    digests.send_digests(now)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="mail", queueing_lock="send_alerts")
def send_alerts(timestamp: int) -> None:
    alerts.send_to_owners(timezone.now() - LATELY)


@app.periodic(cron="15 * * * *")
@app.task(queue="mail", queueing_lock="send_alerts_left_over")
def send_alerts_left_over(timestamp: int) -> None:
    """Those that were refused, those missed, and those that managers may see now."""
    alerts.send_to_owners(timezone.now() - LONG_AGO)
    alerts.send_to_leaders()


@app.periodic(cron="35 3 * * *")
@app.task(queueing_lock="forget_old_mailings")
def forget_old_mailings(timestamp: int) -> None:
    Mailing.objects.outdated().delete()


@app.task(queue="mail", pass_context=False)
def send_summary(meeting_id: int) -> None:
    sending.send(meeting_id)


@app.periodic(cron="5-59/10 * * * *")
@app.task(queue="mail", queueing_lock="send_summaries_left_over", lock="mails")
def send_summaries_left_over(timestamp: int) -> None:
    sending.send_left_over()
