"""Doors for the worker: each calls one function that can be run twice without harm."""

from procrastinate.contrib.django import app

from scorecards.meetings import sending


@app.task(queue="mail", pass_context=False)
def send_summary(meeting_id: int) -> None:
    sending.send(meeting_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="mail", queueing_lock="send_left_over_summaries")
def send_left_over_summaries(timestamp: int) -> None:
    sending.send_left_over()
