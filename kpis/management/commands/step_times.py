import json

from django.core.management.base import BaseCommand, CommandError

from kpis.events.step_times import step_times
from processes.models import Process


class Command(BaseCommand):
    help = (
        "Tell how long the cases of a process wait before each step, and how long it"
        " takes: in seconds, elapsed and working."
    )

    def add_arguments(self, parser):
        parser.add_argument("--process", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="write one JSON array")

    def handle(self, process, **options):
        try:
            found = step_times(Process.objects.get(slug=process))
        except Process.DoesNotExist:
            raise CommandError(f"There is no process “{process}”.") from None
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for step in found:
            wait, service = step["median_wait_before"], step["median_service"]
            self.stdout.write(
                f"{step['position']}. {step['step']}: {step['cases']:,} cases,"
                f" wait {_said(wait)}, service {_said(service)}"
            )


def _said(seconds):
    return "unknown" if seconds is None else f"{seconds / 3600:,.2f} h"
