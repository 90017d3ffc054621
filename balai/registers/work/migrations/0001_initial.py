from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama")),
                ("due", models.DateTimeField(verbose_name="jadwal")),
                ("started_at", models.DateTimeField(verbose_name="mulai")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                ("failure", models.CharField(blank=True, max_length=500, verbose_name="kegagalan")),
            ],
            options={
                "verbose_name": "pekerjaan terjadwal",
                "verbose_name_plural": "pekerjaan terjadwal",
                "ordering": ["-due", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "due"),
                        name="work_scheduled_once",
                        violation_error_message="Pekerjaan ini sudah diambil untuk jadwal tersebut.",
                    )
                ],
            },
        ),
    ]
