from django import forms
from django.db.models.functions import Now

from kpis.models.note import LONGEST_NOTE
from people.forms import LinesField
from people.models import spelled_zone
from scorecards.models import Subscription

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class WishesForm(forms.ModelForm):
    """Which mails a person wants, and when."""

    hour = forms.TypedChoiceField(
        choices=HOURS, coerce=int, help_text="Of the digest, and of numbers due."
    )

    class Meta:
        model = Subscription
        fields = ["reminders", "signals", "digest", "weekday", "hour", "time_zone"]
        help_texts = {
            "reminders": "One mail a day at most: what is due, and what is overdue.",
            "signals": "At once, when a number really changes.",
            "weekday": "Of the digest.",
            "time_zone": "For example Europe/London. Empty: yours, as on every page.",
        }

    def clean_time_zone(self):
        return spelled_zone(self.cleaned_data["time_zone"])

    def choose(self):
        """Keep the wishes: they hold from now on, for what is due from now on."""
        chosen = self.cleaned_data | {"since": Now()}
        Subscription.objects.update_or_create(
            person=self.instance.person, defaults=chosen
        )


class MailedNoteForm(forms.Form):
    """What a person saw in the number that they just recorded."""

    text = LinesField(
        label="What did you see?",
        max_length=LONGEST_NOTE,
        error_messages={"required": "Write what you saw."},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Yours alone, until you share it on your scorecard.",
    )
