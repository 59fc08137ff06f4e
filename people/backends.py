from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from people.models import User


class Backend(AuthenticationBackend):
    def _authenticate_by_email(self, email, password):
        """Ask for the address now on the person; allauth's own list may be old."""
        people = User.objects.admitted().with_email(email)
        return self._check_password(people.first(), password)

    def user_can_authenticate(self, user):
        """Everyone knows the demo password, so demo accounts end with the demo."""
        if user.is_demo and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
