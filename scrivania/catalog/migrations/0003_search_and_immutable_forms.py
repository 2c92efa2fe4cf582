from django.db import migrations

_COLUMN = """
ALTER TABLE catalog_service ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('public.scrivania_it', coalesce(title->>'it', '')), 'A') ||
    setweight(to_tsvector('public.scrivania_it', coalesce(summary->>'it', '')), 'B') ||
    setweight(to_tsvector('public.scrivania_it', card), 'C')
) STORED;
CREATE INDEX catalog_service_search ON catalog_service USING gin (search);
"""

# The owner's function, so that `@@` may use its index behind the row-level policy: it filters by body itself.
_FUNCTION = """
CREATE FUNCTION catalog_search(query text) RETURNS TABLE (id uuid, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, ts_rank(s.search, q)
    FROM catalog_service s, websearch_to_tsquery('public.scrivania_it', query) q
    WHERE s.tenant_id = nullif(current_setting('scrivania.tenant', true), '')::uuid AND s.search @@ q
    ORDER BY 2 DESC, 1 LIMIT 200
$$;
REVOKE ALL ON FUNCTION catalog_search(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalog_search(text) TO scrivania_app;
"""

_TRIGGER = """
CREATE FUNCTION catalog_form_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.definition, NEW.number, NEW.service_id, NEW.sha256)
        IS DISTINCT FROM (OLD.definition, OLD.number, OLD.service_id, OLD.sha256) THEN
        RAISE EXCEPTION 'form version % is published: it never changes', OLD.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER catalog_form_immutable BEFORE UPDATE ON catalog_formversion
    FOR EACH ROW EXECUTE FUNCTION catalog_form_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_tenant_constraints"), ("core", "0003_text_search")]

    operations = [
        migrations.RunSQL(
            _COLUMN,
            "ALTER TABLE catalog_service DROP COLUMN search",
        ),
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION catalog_search(text)"),
        migrations.RunSQL(
            _TRIGGER,
            "DROP TRIGGER catalog_form_immutable ON catalog_formversion; DROP FUNCTION catalog_form_immutable()",
        ),
    ]
