import time
from typing import Any

from django.core.management import BaseCommand, CommandError

from kpiflow.demo.loading import Refused, load


class Command(BaseCommand):
    help = "Load the demo into an empty database; refuses when DEMO is off."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        began = time.perf_counter()
        try:
            loaded = load()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        seconds = time.perf_counter() - began
        if verbosity:
            line = f"The demo is loaded: {loaded} in {seconds:.1f} s."
            self.stdout.write(self.style.SUCCESS(line))
