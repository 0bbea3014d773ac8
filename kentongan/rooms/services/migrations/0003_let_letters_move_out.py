"""The letters have a room of their own; nothing changes in the database."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_move_in'),
        ('services', '0002_issue_letters'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.DeleteModel(name='LetterCounter'),
            migrations.DeleteModel(name='LetterFault'),
            migrations.DeleteModel(name='Letter'),
            migrations.DeleteModel(name='OfficeCertificate'),
            migrations.DeleteModel(name='Authority'),
        ]),
    ]
