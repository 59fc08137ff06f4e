from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def time_what_changes_left(apps, schema_editor):
    """Until now, the days of a calendar's change alone were timed anew."""
    changes = apps.get_model("kpis", "CalendarChange").objects
    author = changes.filter(pk=OuterRef("change")).values("author")
    waiting = apps.get_model("kpis", "Recomputation").objects
    waiting.exclude(change=None).update(timed=True, author=Subquery(author))


class Migration(migrations.Migration):
    dependencies = [
        ("kpis", "0012_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="recomputation",
            name="timed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="recomputation",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(time_what_changes_left, migrations.RunPython.noop),
    ]
