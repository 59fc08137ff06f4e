from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Only admins make accounts."""
        return False

    def send_password_reset_mail(self, user, email, context):
        """Invite whoever has not chosen a password yet."""
        days = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
        again = context["request"].build_absolute_uri(reverse("account_reset_password"))
        context |= {"days": days, "new_link_url": again}
        if user.has_usable_password():
            return super().send_password_reset_mail(user, email, context)
        return self.send_mail("account/email/invitation", email, context)
