import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_lay_out_places'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('language', models.CharField(default='id', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='account_email_is_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('secret_hash', models.BinaryField(max_length=32, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.office')),
            ],
            options={
                'verbose_name': 'access token',
                'verbose_name_plural': 'access tokens',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='token_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('nik_sealed', models.BinaryField(null=True)),
                ('nik_index', models.BinaryField(max_length=32, null=True, unique=True)),
                ('nik_last4', models.BinaryField(max_length=32, null=True)),
                ('nik_shown', models.CharField(blank=True, max_length=24)),
                ('phone_sealed', models.BinaryField(null=True)),
                ('phone_last4', models.BinaryField(max_length=32, null=True)),
                ('address_sealed', models.BinaryField(null=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('village_code', models.CharField(blank=True, max_length=13)),
                ('linked_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('forgotten_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('nik_index__isnull', True), ('nik_last4__isnull', True), ('nik_sealed__isnull', True), ('nik_shown', '')), models.Q(('nik_index__isnull', False), ('nik_last4__isnull', False), ('nik_sealed__isnull', False)), _connector='OR'), name='sealed_nik_can_be_found'), models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', True), models.Q(('address_sealed__isnull', True), ('email', ''), ('name', ''), ('nik_sealed__isnull', True), ('phone_last4__isnull', True), ('phone_sealed__isnull', True), ('user__isnull', True)), _connector='OR'), name='forgotten_person_has_no_personal_data')],
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('officer', 'Service officer'), ('secretary', 'Secretary'), ('head', 'Head'), ('operator', 'Camera operator'), ('editor', 'Editor'), ('it', 'IT team')], max_length=12)),
                ('capacity', models.CharField(choices=[('definitive', 'Definitive'), ('plt', 'Acting while the post is vacant (Plt.)'), ('plh', 'Acting while the holder is away (Plh.)'), ('an', 'Signs on behalf (a.n.)')], default='definitive', max_length=12)),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='position')),
                ('behalf_of', models.CharField(blank=True, max_length=120, verbose_name='on behalf of')),
                ('nip', models.CharField(blank=True, max_length=24, verbose_name='employee number (NIP)')),
                ('decree', models.CharField(blank=True, max_length=200, verbose_name='decree')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role held',
                'verbose_name_plural': 'roles held',
                'indexes': [models.Index(fields=['office', 'role'], name='role_of_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='role_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'secretary', 'head', 'operator', 'editor', 'it'])), name='role_is_known'), models.CheckConstraint(condition=models.Q(('capacity', 'definitive'), models.Q(('capacity__in', ['plt', 'plh']), ('role', 'head')), models.Q(('capacity', 'an'), ('role', 'secretary'), models.Q(('behalf_of', ''), _negated=True)), _connector='OR'), name='capacity_fits_the_role'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity', 'definitive'), ('role', 'head')), expressions=[('office', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='office_has_one_definitive_head_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity__in', ['plt', 'plh']), ('role', 'head')), expressions=[('office', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='office_has_one_acting_head_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('office', '='), ('role', '='), ('capacity', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='nobody_holds_the_same_role_twice_at_a_time')],
            },
        ),
    ]
