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
    from benchmarks import report, run

    comparisons = run.all_benchmarks()
    report.write(comparisons)
    report.show(comparisons)
    return int(not all(comparison.holds for comparison in comparisons))


if __name__ == "__main__":
    sys.exit(main())
