from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wolscan", "0009_location_by_name"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["name", "id"], name="user_by_name"),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["role", "user"], name="membership_by_role"),
        ),
    ]
