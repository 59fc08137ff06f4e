from datetime import date

from django.apps import AppConfig
from django.urls import register_converter


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


class KpisConfig(AppConfig):
    name = "kpis"

    def ready(self):
        register_converter(DayConverter, "day")
