"""A harmless change, as a later issue may bring it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.AlterField(
            "auditentry", "actor_label", models.CharField("pelaku", max_length=300)
        )
    ]
