from django.db import migrations, models
import django.db.models.deletion

import scrivania.core.clock
import scrivania.core.ids
from scrivania.core.db.operations import TenantConstraints


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_connectorsetting'),
    ]

    operations = [
        migrations.CreateModel(
            name='SubmittedForm',
            fields=[
                ('id', models.UUIDField(default=scrivania.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=scrivania.core.clock.now, editable=False)),
                ('user_id', models.UUIDField()),
                ('token', models.UUIDField()),
                ('result_path', models.CharField(max_length=500)),
                ('tenant', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'user_id', 'token'), name='core_submitted_once')],
            },
        ),
        TenantConstraints("SubmittedForm"),
    ]
