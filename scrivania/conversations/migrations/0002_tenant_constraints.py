from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_initial"),
        ("core", "0002_tenant_constraints"),
    ]

    operations = [
        TenantConstraints("Message"),
    ]
