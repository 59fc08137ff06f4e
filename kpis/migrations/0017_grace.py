from django.core.validators import MaxValueValidator
from django.db import migrations, models

GRACE = {
    "default": 3,
    "help_text": "Days after a period’s end until its missing number is overdue.",
}
MOST = MaxValueValidator(90, "Write 0 to 90 days: nobody waits longer for a number.")


class Migration(migrations.Migration):
    dependencies = [("kpis", "0016_renumbering")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="grace",
            field=models.PositiveSmallIntegerField(validators=[MOST], **GRACE),
        )
        for name in ("standard", "standardevent")
    ]
