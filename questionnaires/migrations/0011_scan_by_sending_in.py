from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaires", "0010_scan_course"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="scan",
            index=models.Index(fields=["submitted_at", "opened_on", "id"], name="scan_by_sending_in"),
        ),
    ]
