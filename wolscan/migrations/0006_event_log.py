"""The event log only grows: the database itself refuses changes, and deletions that no open receipt is about."""

from django.db import migrations, models

SQLITE = [
    """
    CREATE TRIGGER wolscan_event_unchanged BEFORE UPDATE ON wolscan_event
    BEGIN
        SELECT RAISE(ABORT, 'events are never changed');
    END
    """,
    """
    CREATE TRIGGER wolscan_event_stays BEFORE DELETE ON wolscan_event
    WHEN NOT EXISTS (SELECT 1 FROM wolscan_receipt WHERE is_open AND until > OLD.at)
    BEGIN
        SELECT RAISE(ABORT, 'events stay until their term is over');
    END
    """,
]
POSTGRESQL = [
    """
    CREATE OR REPLACE FUNCTION wolscan_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM wolscan_receipt WHERE is_open AND until > OLD.at) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'events are never changed, and stay until their term is over'
            USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    """
    CREATE TRIGGER wolscan_event_stays BEFORE UPDATE OR DELETE ON wolscan_event
    FOR EACH ROW EXECUTE FUNCTION wolscan_event_stays()
    """,
]
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNGUARDS = {
    "sqlite": ["DROP TRIGGER wolscan_event_unchanged", "DROP TRIGGER wolscan_event_stays"],
    "postgresql": ["DROP TRIGGER wolscan_event_stays ON wolscan_event", "DROP FUNCTION wolscan_event_stays()"],
}


def guard(apps, schema_editor):
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNGUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("wolscan", "0005_heartbeat")]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("what", models.CharField(max_length=30)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("delete", "deleted"),
                            ("anonymise", "made anonymous"),
                            ("erase", "erased on request"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("actor", models.CharField(max_length=40)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("is_open", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_open", False), ("until__isnull", False), _connector="OR"),
                        name="open_receipt_says_until_when",
                    )
                ],
            },
        ),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["actor", "at"], name="event_of_actor")),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["subject", "at"], name="event_of_subject")),
        migrations.RunPython(guard, unguard),
    ]
