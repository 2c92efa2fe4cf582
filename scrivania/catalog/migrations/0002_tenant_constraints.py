from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("tenants", "0002_tenant_constraints"),
    ]

    operations = [
        TenantConstraints("Category"),
        TenantConstraints("Topic"),
        TenantConstraints("Service"),
        TenantConstraints("ServiceTopic"),
        TenantConstraints("ServiceExtension"),
        TenantConstraints("FormVersion"),
    ]
