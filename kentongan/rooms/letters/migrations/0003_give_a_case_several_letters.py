"""
A case may have one letter for each purpose.

The new index is built while letters are issued; it begins with the case, so the one on the case
alone can go. Run again after an abort: a half-built index is dropped first.
"""

import django.db.models.deletion
from django.db import migrations, models

NAME = 'case_has_one_letter_for_each_purpose'


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('letters', '0002_tell_what_a_letter_is_for'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE letter DROP CONSTRAINT IF EXISTS {NAME}', migrations.RunSQL.noop
                ),
                migrations.RunSQL(
                    f'DROP INDEX CONCURRENTLY IF EXISTS {NAME}',
                    'ALTER TABLE letter ADD CONSTRAINT letter_case_id_key UNIQUE (case_id)',
                ),
                migrations.RunSQL(
                    f'CREATE UNIQUE INDEX CONCURRENTLY {NAME} ON letter (case_id, purpose)',
                    migrations.RunSQL.noop,
                ),
                migrations.RunSQL(
                    f'ALTER TABLE letter ADD CONSTRAINT {NAME} UNIQUE USING INDEX {NAME}',
                    f'ALTER TABLE letter DROP CONSTRAINT {NAME}',
                ),
                migrations.RunSQL(
                    'ALTER TABLE letter DROP CONSTRAINT IF EXISTS letter_case_id_key',
                    migrations.RunSQL.noop,
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='letter',
                    name='case',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
                ),
                migrations.AddConstraint(
                    model_name='letter',
                    constraint=models.UniqueConstraint(fields=('case', 'purpose'), name=NAME),
                ),
            ],
        ),
    ]
