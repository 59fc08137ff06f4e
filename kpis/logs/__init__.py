"""Event logs: read, matched to steps, timed, and made into a process. Pure."""
