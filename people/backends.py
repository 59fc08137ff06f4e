from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class Backend(AuthenticationBackend):
    def user_can_authenticate(self, user):
        """Everyone knows the demo password, so demo accounts end with the demo."""
        if user.is_demo and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
