import django.contrib.postgres.indexes
from django.db import migrations, models

CHAIN = r"""
CREATE FUNCTION audit_canonical(
    id bigint, at timestamptz, actor text, action text, subject text, detail jsonb
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(concat_ws(E'\x1f', id::text, (extract(epoch FROM at) * 1000000)::bigint::text,
        actor, action, subject, detail::text), 'UTF8')
$$;

CREATE FUNCTION audit_chain_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
    PERFORM pg_advisory_xact_lock(7267104);
    SELECT l.id, l.hash INTO last FROM audit_line l ORDER BY l.id DESC LIMIT 1;
    NEW.id := coalesce(last.id, 0) + 1;
    NEW.prev_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    NEW.hash := sha256(NEW.prev_hash || audit_canonical(
        NEW.id, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.detail));
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit chain is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_line_is_chained BEFORE INSERT ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_chain_line();
CREATE TRIGGER audit_line_never_changes BEFORE UPDATE OR DELETE ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_line_is_never_emptied BEFORE TRUNCATE ON audit_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_day_never_changes BEFORE UPDATE OR DELETE ON audit_day
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_day_is_never_emptied BEFORE TRUNCATE ON audit_day
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- One call a change: the line, and word to the live process for each topic (sent at commit).
CREATE FUNCTION audit_append(
    at timestamptz, actor text, action text, subject text, detail jsonb, topics text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE topic text; new_id bigint;
BEGIN
    INSERT INTO audit_line (id, at, actor, action, subject, detail, prev_hash, hash)
    VALUES (1, at, actor, action, subject, detail, '', '') RETURNING audit_line.id INTO new_id;
    FOREACH topic IN ARRAY topics LOOP
        PERFORM pg_notify('kentongan',
            json_build_object('topic', topic, 'action', action)::text);
    END LOOP;
    RETURN new_id;
END $$;
"""
UNDO = """
DROP FUNCTION audit_append(timestamptz, text, text, text, jsonb, text[]);
DROP FUNCTION audit_chain_line() CASCADE;
DROP FUNCTION audit_refuse() CASCADE;
DROP FUNCTION audit_canonical(bigint, timestamptz, text, text, text, jsonb);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="AuditDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False)),
                ("last_id", models.BigIntegerField()),
                ("line_count", models.BigIntegerField()),
                ("hash", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={"db_table": "audit_day", "ordering": ["-date"]},
        ),
        migrations.CreateModel(
            name="AuditLine",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("detail", models.JSONField(default=dict)),
                ("prev_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "audit_line",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["subject", "id"], name="audit_line_of_subject"),
                    django.contrib.postgres.indexes.BrinIndex(
                        autosummarize=True, fields=["at"], name="audit_line_by_time"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("prev_hash",), name="audit_chain_never_forks"),
                    models.CheckConstraint(
                        condition=models.Q(("id__gt", 0)), name="audit_line_is_numbered"
                    ),
                ],
            },
        ),
        migrations.RunSQL(CHAIN, UNDO),
    ]
