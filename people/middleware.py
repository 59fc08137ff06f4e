from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


class SignInMiddleware(LoginRequiredMiddleware):
    """Who signs in comes back to the page they were on, not to where its form went."""

    def handle_no_permission(self, request, view_func):
        to_sign_in = redirect_to_login(
            _page_of(request),
            self.get_login_url(view_func),
            self.get_redirect_field_name(view_func),
        )
        if request.htmx:
            # htmx would swap the sign-in page into the region.
            return HttpResponseClientRedirect(to_sign_in.url)
        return to_sign_in


def _page_of(request):
    """The address of the page that asks, as far as it can be opened again."""
    if request.htmx:
        return _path_here(request, request.htmx.current_url)
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return _path_here(request, request.headers.get("Referer"))


def _path_here(request, url):
    """The path of an address on our own host; the start page for any other."""
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}):
        return "/"
    path = urlunsplit(urlsplit(url)._replace(scheme="", netloc=""))
    return path if url_has_allowed_host_and_scheme(path, None) else "/"


class PrivateMiddleware:
    """What somebody signed in to see is kept by nobody: no Back shows it afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class TimeZoneMiddleware:
    """Pages show times in the reader's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.time_zone:
            with timezone.override(ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
