from django.db import migrations

# concat_ws is stable, so a function around it that claims more is called for every row; one that
# claims the same is written into the question: reading the chain takes a third of the time.
TYPES = "bigint, timestamptz, text, text, text, jsonb"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain_lines_at_commit")]

    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION audit_canonical({TYPES}) STABLE",
            f"ALTER FUNCTION audit_canonical({TYPES}) IMMUTABLE",
        )
    ]
