from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("citizens", "0001_initial"),
        ("core", "0002_tenant_constraints"),
    ]

    operations = [
        TenantConstraints("Citizen"),
        TenantConstraints("SignInRequest"),
        TenantConstraints("SignInLog"),
    ]
