from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(verbose_name="nomor jejak")),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("actor_id", models.CharField(max_length=80, verbose_name="kode pelaku")),
                ("actor_label", models.CharField(max_length=200, verbose_name="pelaku")),
                ("action", models.CharField(max_length=80, verbose_name="tindakan")),
                ("target", models.CharField(max_length=200, verbose_name="sasaran")),
                (
                    "region",
                    models.CharField(blank=True, max_length=13, verbose_name="kode wilayah"),
                ),
                ("detail", models.TextField(verbose_name="rincian")),
                ("leaf", models.BinaryField(max_length=32, verbose_name="sidik")),
            ],
            options={
                "verbose_name": "catatan jejak",
                "verbose_name_plural": "catatan jejak",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="AuditLeaf",
            fields=[
                (
                    "position",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="urutan"
                    ),
                ),
                ("entry_id", models.BigIntegerField(unique=True, verbose_name="baris")),
                ("uuid", models.UUIDField(verbose_name="nomor jejak")),
                ("target", models.CharField(max_length=200, verbose_name="sasaran")),
                ("actor_id", models.CharField(max_length=80, verbose_name="kode pelaku")),
                ("hash", models.BinaryField(max_length=32, verbose_name="sidik")),
            ],
            options={
                "verbose_name": "daun segel",
                "verbose_name_plural": "daun segel",
                "indexes": [
                    models.Index(fields=["uuid"], name="audit_leaf_uuid"),
                    models.Index(fields=["target", "entry_id"], name="audit_leaf_target"),
                    models.Index(fields=["actor_id", "entry_id"], name="audit_leaf_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "size",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="banyak baris"
                    ),
                ),
                ("first_position", models.BigIntegerField(verbose_name="urutan pertama")),
                ("root", models.BinaryField(max_length=32, verbose_name="akar")),
                (
                    "previous_root",
                    models.BinaryField(max_length=32, verbose_name="akar sebelumnya"),
                ),
                ("frontier", models.BinaryField(verbose_name="puncak")),
                ("signature", models.BinaryField(max_length=64, verbose_name="tanda tangan")),
                ("key_id", models.CharField(max_length=16, verbose_name="kunci")),
                ("at", models.DateTimeField(verbose_name="waktu")),
            ],
            options={
                "verbose_name": "segel",
                "verbose_name_plural": "segel",
                "ordering": ["size"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_position__gte", 1), ("first_position__lte", models.F("size"))
                        ),
                        name="audit_seal_adds_rows",
                        violation_error_message="Segel harus menambah sedikitnya satu baris.",
                    )
                ],
            },
        ),
    ]
