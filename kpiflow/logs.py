"""Logs: one JSON object a line, with the request and the person in each."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# What comes after these in an address opens something without signing in; twin of
# scorecards/mail_urls.py. All of it goes: what follows may tell that there is a note.
SECRET = re.compile(r"/(answer|calendar|mails/off)/[^\s\"']+")

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.format_exc_info,
]


def hide_secrets(
    logger: Any, name: str, said: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave out of a line what would open something for whoever reads the log."""
    for key, value in said.items():
        if isinstance(value, str):
            said[key] = SECRET.sub(r"/\1/…", value)
    return said


def configure(level: str) -> dict[str, Any]:
    """Set structlog up, and say how Python's own logging goes the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.UnicodeDecoder(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    hide_secrets,
                    structlog.processors.JSONRenderer(),
                ],
                "foreign_pre_chain": SHARED,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json"},
        },
        "root": {"handlers": ["console"], "level": level},
    }
