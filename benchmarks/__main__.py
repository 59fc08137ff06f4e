"""python -m benchmarks [NAME …]: exits with 1 when a bound doesn't hold."""

import os
import sys
from collections.abc import Sequence

import django

# On kpiflow's own server and with ordinary settings, whatever this shell has set.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "kpiflow.settings",
    "DATABASE_URL": "",
    "PRODUCTION": "off",
    "DEBUG": "off",
    "LOG_LEVEL": "WARNING",
}
WORKING_TIME = "calendars"


def main(names: Sequence[str]) -> int:
    os.environ.update(ENVIRONMENT)
    django.setup()
    # What imports models can be imported only now.
    from benchmarks import calendars, report, run

    known = [*run.BENCHMARKS, WORKING_TIME]
    chosen = list(names) or known
    if unknown := [name for name in chosen if name not in known]:
        print(f"No benchmark {unknown[0]}: there are {', '.join(known)}.")
        return 2
    measured = run.run([name for name in chosen if name != WORKING_TIME])
    holds = all(one.holds for one in measured)
    if not names:
        report.write(measured)
    if WORKING_TIME in chosen:
        working_time = calendars.measure()
        working_time.show()
        holds = working_time.holds and holds
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
