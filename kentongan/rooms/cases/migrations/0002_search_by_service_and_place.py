from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_open_the_desk'),
        ('people', '0001_register_people'),
        ('places', '0001_lay_out_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='casewords',
            name='case',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_at_place',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['place', '-submitted_at'], include=('type_slug', 'id'), name='case_by_place'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['type_slug', '-submitted_at'], include=('place', 'id'), name='case_by_type'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='case_waiting'),
        ),
        migrations.AddIndex(
            model_name='casestep',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['office', 'due_at', 'id'], name='step_at_office'),
        ),
        migrations.AddIndex(
            model_name='casestep',
            index=models.Index(condition=models.Q(('kind', 'consult')), fields=['office', '-starts_at'], name='step_consulted'),
        ),
        migrations.DeleteModel(
            name='CaseWords',
        ),
    ]
