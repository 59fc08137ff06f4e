from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import NotSupportedError, OperationalError

from kpiflow import ports, up
from kpiflow.demo.people import PASSWORD, demo_accounts


class Command(BaseCommand):
    help = "Run kpiflow on this machine: database, pages and worker, until Ctrl-C."
    # The child processes check themselves; twice would only be slower.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *, port: str, **options: Any) -> None:
        if refusal := ports.refusal(port):
            raise CommandError(refusal)
        up.exit_when_told()
        try:
            up.prepare_database(self.say)
        except (OperationalError, NotSupportedError) as error:
            raise CommandError(f"The database refuses: {one_line(error)}") from error
        try:
            with up.running(int(port)) as parts:
                up.wait_until_ready(int(port), parts)
                self.say(f"kpiflow is ready at http://{ports.ADDRESS}:{port}/")
                self.say_demo_accounts()
                up.watch(parts)
        except up.Failed as failure:
            raise CommandError(str(failure)) from failure

    def say(self, line: str) -> None:
        self.stdout.write(line)
        # Under make this may be a pipe, and nothing may follow for hours.
        self.stdout.flush()

    def say_demo_accounts(self) -> None:
        accounts = demo_accounts()
        if accounts:
            self.say(f"Demo accounts, each with the password {PASSWORD}:")
        for email, sees in accounts:
            self.say(f"  {email:<22} {sees}")


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())
