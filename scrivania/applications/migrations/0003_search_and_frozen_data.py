from django.db import migrations

_COLUMN = """
ALTER TABLE applications_application ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('public.scrivania_it', title || ' ' || coalesce(applicant->>'given_name', '') || ' '
        || coalesce(applicant->>'family_name', ''))
) STORED;
CREATE INDEX applications_search ON applications_application USING gin (search);
CREATE INDEX applications_fiscal_code
    ON applications_application (tenant_id, (applicant->>'fiscal_code'));
"""

# Words of title and names, or an exact number, registration number or fiscal code; of one citizen or of all.
# No limit: the caller filters further, and a limit here would hide rows that are theirs.
_FUNCTION = """
CREATE FUNCTION applications_search(query text, of_citizen uuid DEFAULT NULL) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH body AS (SELECT nullif(current_setting('scrivania.tenant', true), '')::uuid AS id)
    SELECT a.id FROM applications_application a, body, websearch_to_tsquery('public.scrivania_it', query) q
    WHERE a.tenant_id = body.id AND a.search @@ q AND (of_citizen IS NULL OR a.citizen_id = of_citizen)
    UNION
    SELECT a.id FROM applications_application a, body
    WHERE a.tenant_id = body.id AND a.number = trim(query)
        AND (of_citizen IS NULL OR a.citizen_id = of_citizen)
    UNION
    SELECT a.id FROM applications_application a, body
    WHERE a.tenant_id = body.id AND a.applicant->>'fiscal_code' = upper(trim(query))
        AND (of_citizen IS NULL OR a.citizen_id = of_citizen)
    UNION
    SELECT a.id FROM applications_application a, body
    WHERE a.tenant_id = body.id AND a.registration_number <> '' AND a.registration_number = trim(query)
        AND (of_citizen IS NULL OR a.citizen_id = of_citizen)
$$;
REVOKE ALL ON FUNCTION applications_search(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION applications_search(text, uuid) TO scrivania_app;
"""

_TRIGGER = """
CREATE FUNCTION applications_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.number, NEW.data, NEW.hidden, NEW.applicant, NEW.procedure, NEW.identified_by, NEW.form_version_id,
        NEW.submitted_at, NEW.citizen_id) IS DISTINCT FROM
       (OLD.number, OLD.data, OLD.hidden, OLD.applicant, OLD.procedure, OLD.identified_by, OLD.form_version_id,
        OLD.submitted_at, OLD.citizen_id) THEN
        RAISE EXCEPTION 'application % was submitted: what was sent never changes', OLD.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER applications_frozen BEFORE UPDATE ON applications_application
    FOR EACH ROW EXECUTE FUNCTION applications_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_tenant_constraints"), ("core", "0003_text_search")]

    operations = [
        migrations.RunSQL(_COLUMN, "ALTER TABLE applications_application DROP COLUMN search"),
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION applications_search(text, uuid)"),
        migrations.RunSQL(
            _TRIGGER,
            "DROP TRIGGER applications_frozen ON applications_application; DROP FUNCTION applications_frozen()",
        ),
    ]
