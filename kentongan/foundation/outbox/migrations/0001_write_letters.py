"""Letters on their way, and letters kept in the demo."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='KeptMail',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('to_sealed', models.BinaryField()),
                ('subject', models.CharField(max_length=200)),
                ('body_sealed', models.BinaryField()),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'outbox_kept',
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('to_sealed', models.BinaryField()),
                ('subject', models.CharField(max_length=200)),
                ('body_sealed', models.BinaryField()),
                ('language', models.CharField(max_length=8)),
                ('about', models.CharField(max_length=80)),
                ('made_by', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sent', 'Sent'), ('failed', 'Failed')], default='queued', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'db_table': 'outbox_mail',
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['next_try_at'], name='outbox_mail_to_send'), models.Index(condition=models.Q(('state', 'failed')), fields=['next_try_at'], name='outbox_mail_failed'), models.Index(fields=['about'], name='outbox_mail_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='sent_mail_has_moment')],
            },
        ),
    ]
