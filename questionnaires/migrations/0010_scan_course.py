from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaires", "0009_application_language"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="scan",
            index=models.Index(
                fields=[
                    "location",
                    "-opened_on",
                    "-id",
                    "state",
                    "adviser",
                    "route",
                    "submitted_at",
                    "meets_at",
                    "previous",
                    "confirmed_on",
                ],
                name="scan_course",
            ),
        ),
    ]
