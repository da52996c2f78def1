import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows know their scan by key, and a decision has one row."""

    dependencies = [
        ("scoring", "0007_publication"),
    ]

    operations = [
        migrations.AddField(
            model_name="outcomerow",
            name="scan_key",
            field=models.UUIDField(default=uuid.uuid4),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="outcomerow",
            constraint=models.UniqueConstraint(
                fields=("scan_key", "made_at"), name="one_outcome_row_per_decision"
            ),
        ),
    ]
