from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="DoneOnce",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("location", models.TextField(default="")),
                ("body", models.TextField(default="")),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "done_once",
                "indexes": [models.Index(fields=["made_at"], name="done_once_by_time")],
            },
        ),
    ]
