from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wolscan", "0008_guides_seen"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="location",
            index=models.Index(fields=["name", "id"], name="location_by_name"),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(fields=["id", "name"], name="location_by_key"),
        ),
    ]
