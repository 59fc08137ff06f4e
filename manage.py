#!/usr/bin/env python
"""Run kpiflow's commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpiflow.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        # Ctrl-C is nobody's mistake; a shell says 128 + 2 for it.
        sys.exit(130)


if __name__ == "__main__":
    main()
