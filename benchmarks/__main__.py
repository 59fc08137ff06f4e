"""python -m benchmarks: exits with 1 when a bound doesn't hold."""

import os
import sys

import django

# On kpiflow's own server and with ordinary settings, whatever this shell has set.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "kpiflow.settings",
    "DATABASE_URL": "",
    "PRODUCTION": "off",
    "DEBUG": "off",
    "LOG_LEVEL": "WARNING",
}


def main() -> int:
    os.environ.update(ENVIRONMENT)
    django.setup()
    # What imports models can be imported only now.
    from benchmarks import calendars, report, run

    comparisons = run.all_benchmarks()
    report.write(comparisons)
    report.show(comparisons)
    working_time = calendars.measure()
    working_time.show()
    holds = working_time.holds and all(comparison.holds for comparison in comparisons)
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
