from django.db import migrations

from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        TenantConstraints("User"),
        TenantConstraints("AuditEntry"),
        TenantConstraints("DeliveryStep"),
        TenantConstraints("StoredFile"),
        TenantConstraints("ParkedPost"),
        TenantConstraints("Session", fields=("user",)),
    ]
