import sys
from typing import Any

from django.core.management import BaseCommand

from kpiflow.health import OK, readiness


class Command(BaseCommand):
    help = "Say whether kpiflow is ready, as /readyz does; exit with 1 when it isn't."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        answers = readiness()
        for part, answer in answers.items():
            self.stdout.write(f"{part}: {answer}")
        if set(answers.values()) != {OK}:
            sys.exit(1)
