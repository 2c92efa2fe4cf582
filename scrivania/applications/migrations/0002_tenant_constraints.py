from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_initial"),
        ("core", "0002_tenant_constraints"),
        ("tenants", "0002_tenant_constraints"),
        ("citizens", "0002_tenant_constraints"),
        ("catalog", "0002_tenant_constraints"),
    ]

    operations = [
        TenantConstraints("NumberCounter"),
        TenantConstraints("Draft"),
        TenantConstraints("Application"),
        TenantConstraints("ApplicationEvent"),
        TenantConstraints("IntegrationRequest"),
        TenantConstraints("Attachment"),
        TenantConstraints("InternalNote"),
    ]
