"""The demo: a company of two dozen people whose numbers tell a story."""

from kpiflow.demo.people import PASSWORD, demo_accounts

__all__ = ["PASSWORD", "demo_accounts"]
