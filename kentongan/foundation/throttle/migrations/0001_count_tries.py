"""Counts need no crash safety: the table is unlogged."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Window',
            fields=[
                ('key', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('tries', models.IntegerField()),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'throttle_window',
                'indexes': [models.Index(fields=['ends_at'], name='throttle_window_by_end')],
            },
        ),
        migrations.RunSQL("ALTER TABLE throttle_window SET UNLOGGED", migrations.RunSQL.noop),
    ]
