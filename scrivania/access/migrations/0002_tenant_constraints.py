from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("tenants", "0002_tenant_constraints"),
        ("catalog", "0002_tenant_constraints"),
    ]

    operations = [
        TenantConstraints("RoleAssignment"),
    ]
