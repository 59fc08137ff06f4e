from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0018_zone")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="grace",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="Days after a period’s end until its missing number is"
                " overdue.",
                validators=[
                    MaxValueValidator(
                        90, "Write 0 to 90 days: nobody waits longer for a number."
                    )
                ],
            ),
        )
        for name in ("standard", "standardevent")
    ]
