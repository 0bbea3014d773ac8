import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

# unaccent() itself is only STABLE, since its dictionary could be replaced; an index needs a promise.
# Everything is named with its schema, because pg_restore runs with an empty search path.
PLAIN_TEXT = r"""
CREATE FUNCTION plain_text(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(
        lower(public.unaccent('public.unaccent'::regdictionary, given)), '[^a-z0-9]+', ' ', 'g'))
$$
"""
PATH = """
ALTER TABLE places_region
    ADD COLUMN path ltree NOT NULL GENERATED ALWAYS AS (text2ltree(code)) STORED
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateExtension("ltree"),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(PLAIN_TEXT, "DROP FUNCTION plain_text(text)"),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(unique=True)),
                ('name_id', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('national', 'National holiday'), ('collective', 'Collective leave'), ('local', 'Local day off')], max_length=10)),
                ('source', models.CharField(choices=[('library', 'Calendar of national holidays'), ('file', 'Data of the regency'), ('declared', 'Declared here')], max_length=10)),
                ('decree', models.CharField(blank=True, max_length=300)),
                ('is_verified', models.BooleanField(default=False)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'days off',
                'ordering': ['date'],
            },
        ),
        migrations.CreateModel(
            name='HoursKind',
            fields=[
                ('key', models.SlugField(primary_key=True, serialize=False)),
                ('name_id', models.CharField(max_length=100)),
                ('name_en', models.CharField(blank=True, max_length=100)),
                ('is_open_on_days_off', models.BooleanField(default=False)),
                ('source', models.TextField(blank=True)),
                ('is_verified', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('stamp', models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_edition')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=13, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('full_name', models.CharField(max_length=201)),
                ('kind', models.CharField(choices=[('province', 'Province'), ('regency', 'Regency'), ('city', 'City'), ('district', 'District'), ('desa', 'Village'), ('kelurahan', 'Urban village')], max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.region')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('village', 'Village hall'), ('district', 'District office'), ('agency', 'Agency'), ('regency', 'Head of the regency')], max_length=10)),
                ('name_id', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('short_name', models.CharField(max_length=100)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('about_id', models.CharField(blank=True, max_length=300)),
                ('about_en', models.CharField(blank=True, max_length=300)),
                ('titles', models.JSONField(blank=True, default=dict)),
                ('letter_code', models.CharField(blank=True, max_length=40)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('is_active', models.BooleanField(default=True)),
                ('hours_kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='places.hourskind')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.office')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='places.region')),
            ],
            options={
                'ordering': ['name_id'],
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('starts_date', models.DateField(blank=True, null=True)),
                ('ends_date', models.DateField(blank=True, null=True)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='places.hourskind')),
            ],
            options={
                'verbose_name_plural': 'opening hours',
                'ordering': ['kind', 'starts_date', 'weekday', 'opens'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='weekday_is_of_a_week'), models.CheckConstraint(condition=models.Q(('opens__lt', models.F('closes'))), name='opens_before_it_closes'), models.CheckConstraint(condition=models.Q(models.Q(('ends_date', None), ('starts_date', None)), ('starts_date__lt', models.F('ends_date')), _connector='OR'), name='hours_period_has_both_ends_or_none')],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PATH, "ALTER TABLE places_region DROP COLUMN path")],
            state_operations=[
                migrations.AddField(
                    model_name='region',
                    name='path',
                    field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('code'), function='text2ltree'), output_field=models.TextField()),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name='region',
            index=django.contrib.postgres.indexes.GistIndex(fields=['path'], name='region_path'),
        ),
        migrations.AddIndex(
            model_name='region',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.Func(models.F('full_name'), function='plain_text', output_field=models.TextField()), 'gin_trgm_ops'), name='region_words'),
        ),
        migrations.AddIndex(
            model_name='region',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Replace(models.Func(models.F('name'), function='plain_text', output_field=models.TextField()), models.Value(' '), models.Value('')), 'text_pattern_ops'), name='region_letters'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.\\d{4})?)?)?$')), name='region_code_is_of_kemendagri'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), ('code__startswith', models.F('parent_id')), _connector='OR'), name='region_code_begins_with_that_of_its_parent'),
        ),
        migrations.AddIndex(
            model_name='office',
            index=models.Index(fields=['kind', 'region'], name='office_of_region'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9][a-z0-9.-]*$')), name='office_key_can_stand_in_an_address'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.UniqueConstraint(condition=models.Q(('is_active', True), ('kind__in', ['village', 'district', 'regency'])), fields=('region', 'kind'), name='a_region_has_one_office_of_its_own'),
        ),
    ]
