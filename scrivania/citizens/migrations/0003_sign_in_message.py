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
        migrations.AddConstraint(
            model_name="signinrequest",
            constraint=models.UniqueConstraint(
                fields=("tenant", "relay_state"), name="citizens_signin_relay"
            ),
        ),
    ]
