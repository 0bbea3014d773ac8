from django.db import migrations

DRAFTS = r"""
-- A line waits here until its transaction commits; a crash may empty it, nothing is lost by that.
CREATE UNLOGGED TABLE audit_draft (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL, actor text NOT NULL, action text NOT NULL, subject text NOT NULL,
    detail jsonb NOT NULL, topics text[] NOT NULL
);

CREATE FUNCTION audit_chain_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE topic text;
BEGIN
    INSERT INTO audit_line (id, at, actor, action, subject, detail, prev_hash, hash)
    VALUES (1, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.detail, '', '');
    FOREACH topic IN ARRAY NEW.topics LOOP
        PERFORM pg_notify('kentongan',
            json_build_object('topic', topic, 'action', NEW.action)::text);
    END LOOP;
    DELETE FROM audit_draft WHERE id = NEW.id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_draft_is_chained AFTER INSERT ON audit_draft
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain_draft();

DROP FUNCTION audit_append(timestamptz, text, text, text, jsonb, text[]);
CREATE FUNCTION audit_append(
    at timestamptz, actor text, action text, subject text, detail jsonb, topics text[]
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO audit_draft (at, actor, action, subject, detail, topics)
    VALUES (at, actor, action, subject, detail, topics)
$$;
"""
UNDO = r"""
DROP FUNCTION audit_append(timestamptz, text, text, text, jsonb, text[]);
DROP TABLE audit_draft;
DROP FUNCTION audit_chain_draft();
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


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_start_the_chain")]

    operations = [migrations.RunSQL(DRAFTS, UNDO)]
