import hashlib
from datetime import timedelta

from django.db import connection, models
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone

# After that the same key may stand for another request.
KEPT_FOR = timedelta(hours=24)
# What of an answer is more than its body.
HEADERS = ("Content-Type", "ETag", "Location")
LONGEST_KEY = 200


class AnswerQuerySet(models.QuerySet):
    def outdated(self):
        return self.filter(made_at__lt=timezone.now() - KEPT_FOR)


class KeptAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, to be said again.

    Written in the transaction of what the request did: there are both, or neither.
    """

    token = models.ForeignKey("Token", models.CASCADE, related_name="answers")
    key = models.CharField(max_length=LONGEST_KEY)
    asked = models.CharField(max_length=64)
    # Null while the request is being answered, which no other transaction sees.
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="answer_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="token_uses_a_key_once"
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(status__range=(200, 499)),
                name="answer_kept_is_no_failure_of_ours",
            ),
        ]

    def __str__(self):
        return self.key

    @staticmethod
    def hold(token, key):
        """Hold a key until the transaction ends; False if another request does."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"answer {token.pk} {key}"],
            )
            return cursor.fetchone()[0]

    def keep(self, response):
        self.status, self.body = response.status_code, response.content
        self.headers = {
            name: response[name] for name in HEADERS if response.has_header(name)
        }
        self.save(update_fields=["status", "headers", "body"])

    def again(self):
        """The answer as it was given, marked as one that was given before."""
        response = HttpResponse(bytes(self.body), status=self.status)
        for name, value in self.headers.items():
            response[name] = value
        response["Idempotent-Replayed"] = "true"
        return response


def fingerprint_of(request):
    """What makes a request the same: its method, address, kind of body and body."""
    said = f"{request.method}\n{request.get_full_path()}\n{request.content_type}"
    return hashlib.sha256(
        said.encode(errors="replace") + b"\n" + request.body
    ).hexdigest()
