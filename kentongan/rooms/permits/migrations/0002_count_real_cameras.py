import django.db.models.deletion
from django.db import migrations, models

FOREIGN_KEY = """
    ALTER TABLE camera_duty_camera ADD CONSTRAINT camera_of_duty_is_registered
    FOREIGN KEY (camera_id) REFERENCES camera (id) DEFERRABLE INITIALLY DEFERRED
"""
NO_FOREIGN_KEY = "ALTER TABLE camera_duty_camera DROP CONSTRAINT camera_of_duty_is_registered"


class Migration(migrations.Migration):
    """The column and its unique index stay as they are; the database now knows where it points."""

    dependencies = [
        ("cameras", "0001_open_the_network"),
        ("permits", "0001_open_the_permits"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FOREIGN_KEY, NO_FOREIGN_KEY)],
            state_operations=[
                migrations.RemoveConstraint("dutycamera", "camera_counts_for_one_duty"),
                migrations.RemoveField("dutycamera", "camera_id"),
                migrations.AddField(
                    "dutycamera",
                    "camera",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cameras.camera",
                    ),
                    preserve_default=False,
                ),
                migrations.AddConstraint(
                    "dutycamera",
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("camera",),
                        name="camera_counts_for_one_duty",
                    ),
                ),
            ],
        ),
    ]
