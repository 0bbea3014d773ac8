"""The letters get a room of their own; their tables stay as they are, under their own names."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_open_the_desk'),
        ('files', '0001_keep_files'),
        ('places', '0001_lay_out_places'),
        ('services', '0002_issue_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
                migrations.CreateModel(
                    name='LetterFault',
                    fields=[
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                        ('tries', models.PositiveIntegerField()),
                        ('why', models.CharField(max_length=40)),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('next_at', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'letter_fault',
                    },
                ),
                migrations.CreateModel(
                    name='Authority',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=64)),
                        ('cert_pem', models.TextField()),
                        ('key_sealed', models.BinaryField()),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'signing_authority',
                        'ordering': ['-ends_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='authority_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.UUIDField(primary_key=True, serialize=False)),
                        ('series', models.SlugField(db_column='type_slug', db_index=False, max_length=80)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveIntegerField()),
                        ('number_text', models.CharField(max_length=80)),
                        ('title', models.CharField(max_length=200)),
                        ('sha256', models.CharField(max_length=64, unique=True)),
                        ('token', models.CharField(max_length=32, unique=True)),
                        ('holder_hash', models.BinaryField(max_length=32)),
                        ('holder_sealed', models.BinaryField()),
                        ('name_shown', models.CharField(blank=True, max_length=120)),
                        ('nik_shown', models.CharField(blank=True, max_length=24)),
                        ('signer_words', models.CharField(max_length=250)),
                        ('issued_at', models.DateTimeField()),
                        ('valid_until', models.DateField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_reason', models.CharField(blank=True, choices=[('mistake', 'it contained a mistake'), ('grounds', 'it was given on wrong grounds'), ('changed', 'the facts have changed'), ('replaced', 'another letter replaces it')], max_length=10)),
                        ('revoked_note', models.TextField(blank=True)),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                        ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.office')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'letter',
                        'constraints': [models.UniqueConstraint(fields=('office', 'series', 'year', 'number'), name='letter_number_is_given_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='letter_numbers_begin_at_one'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_reason', '')), models.Q(('revoked_at__gte', models.F('issued_at')), models.Q(('revoked_reason', ''), _negated=True)), _connector='OR'), name='revoked_letter_has_moment_and_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='LetterCounter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('series', models.SlugField(max_length=80)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('last_number', models.PositiveIntegerField()),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.office')),
                    ],
                    options={
                        'db_table': 'letter_counter',
                        'constraints': [models.UniqueConstraint(fields=('office', 'series', 'year'), name='office_counts_once_per_service_and_year')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficeCertificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(max_length=200)),
                        ('serial', models.CharField(max_length=48, unique=True)),
                        ('cert_pem', models.TextField()),
                        ('key_sealed', models.BinaryField()),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='letters.authority')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.office')),
                    ],
                    options={
                        'db_table': 'signing_certificate',
                        'ordering': ['-ends_at', '-pk'],
                        'indexes': [models.Index(fields=['office', 'ends_at'], name='certificate_of_office')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='certificate_ends_after_it_starts')],
                    },
                ),
        ]),
    ]
