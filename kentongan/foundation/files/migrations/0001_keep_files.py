"""Files people send, and letters of the house."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('image', 'Image'), ('pdf', 'Pdf'), ('other', 'Other')], max_length=8)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('made_by', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('keep_until', models.DateTimeField(null=True)),
                ('scan_verdict', models.CharField(choices=[('ours', 'Ours'), ('not_asked', 'Not Asked'), ('waiting', 'Waiting'), ('clean', 'Clean'), ('infected', 'Infected')], max_length=12)),
                ('scanned_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('keep_until__isnull', False)), fields=['keep_until'], name='files_to_be_swept'), models.Index(condition=models.Q(('scan_verdict', 'waiting')), fields=['created_at'], name='files_waiting_for_scan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='kept_file_is_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('scan_verdict__in', ['clean', 'infected']), _negated=True), ('scanned_at__isnull', False), _connector='OR'), name='scanned_file_has_moment_of_scan')],
            },
        ),
    ]
