from zoneinfo import ZoneInfo

from django.utils import timezone


class TimeZoneMiddleware:
    """Pages show times in the reader's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.time_zone:
            with timezone.override(ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
