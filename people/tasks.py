from procrastinate.contrib.django import app

from people.limits import forget_old_windows
from people.models import KeptAnswer


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="remove_old_answers")
def remove_old_answers(timestamp: int) -> None:
    KeptAnswer.objects.outdated().delete()
    forget_old_windows()
