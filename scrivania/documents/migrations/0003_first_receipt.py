from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_tenant_constraints")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "application"),
                    ("first_receipt", "receipt without protocol number"),
                    ("receipt", "receipt"),
                    ("integration_request", "integration request"),
                    ("integration_answer", "integration answer"),
                    ("outcome", "outcome"),
                ],
                max_length=20,
            ),
        ),
    ]
