from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0009_progress_text"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["scan", "-at", "-id", "tier"], name="decision_of_scan"),
        ),
    ]
