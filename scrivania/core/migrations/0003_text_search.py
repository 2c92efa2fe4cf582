from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# Italian stems, accents ignored: "università" is found by "universita".
_CREATE = """
CREATE TEXT SEARCH CONFIGURATION public.scrivania_it (COPY = pg_catalog.italian);
ALTER TEXT SEARCH CONFIGURATION public.scrivania_it
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, italian_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_tenant_constraints")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(_CREATE, "DROP TEXT SEARCH CONFIGURATION public.scrivania_it"),
    ]
