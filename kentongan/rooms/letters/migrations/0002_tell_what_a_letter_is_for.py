"""A letter of a case has a purpose; the column comes with a default, so no row is written."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_move_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='purpose',
            field=models.SlugField(blank=True, db_default='', db_index=False, max_length=40),
        ),
    ]
