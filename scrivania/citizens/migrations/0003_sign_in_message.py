from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("citizens", "0002_tenant_constraints")]

    operations = [
        migrations.AddField(
            model_name="signinrequest",
            name="message",
            field=models.BinaryField(
                default=b"", help_text="The request as sent; kept in SignInLog with its response"
            ),
            preserve_default=False,
        ),
        migrations.RenameField("signinrequest", "relay_state", "relay_hash"),
        migrations.AlterField("signinrequest", "relay_hash", models.CharField(max_length=64)),
        migrations.AddConstraint(
            model_name="signinrequest",
            constraint=models.UniqueConstraint(fields=("tenant", "relay_hash"), name="citizens_signin_relay"),
        ),
    ]
