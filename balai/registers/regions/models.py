"""Tables of the areas: what each code meant in which days, what followed it, what it was called."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from balai.kernel.region_code import SYNTHETIC_PROVINCE, Level
from balai.registers.regions.domain import KIND_NAMES, LEVEL_NAMES

LEVELS = [(level.value, names[0]) for level, names in LEVEL_NAMES.items()]
KINDS = [(kind.value, names[0]) for kind, names in KIND_NAMES.items()]
LENGTHS = {Level.PROVINCE: 2, Level.REGENCY: 5, Level.DISTRICT: 8, Level.VILLAGE: 13}
CODE_FITS_LEVEL = models.Q(
    *(models.Q(Exact(Length("code"), n), level=level.value) for level, n in LENGTHS.items()),
    _connector=models.Q.OR,
)


class AreaList(models.Model):
    """One list of areas as it was loaded: where it comes from and what it held."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    version = models.CharField(_("versi"), max_length=40)
    decree = models.CharField(_("dasar hukum"), max_length=120)
    day = models.DateField(_("berlaku sejak"))
    source = models.CharField(_("sumber"), max_length=200)
    licence = models.CharField(_("lisensi"), max_length=60)
    digest = models.CharField(
        _("sidik"),
        max_length=64,
        unique=True,
        error_messages={"unique": _("Daftar ini sudah dimuat.")},
    )
    synthetic = models.BooleanField(_("sintetis"), default=False)
    provinces = models.PositiveIntegerField(_("provinsi"))
    regencies = models.PositiveIntegerField(_("kabupaten/kota"))
    districts = models.PositiveIntegerField(_("kecamatan"))
    villages = models.PositiveIntegerField(_("desa/kelurahan"))
    loaded_at = models.DateTimeField(_("dimuat pada"))

    class Meta:
        verbose_name = _("daftar wilayah")
        verbose_name_plural = _("daftar wilayah")
        ordering: ClassVar = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.version}"

    @property
    def areas(self) -> int:
        """Areas of every level."""
        return self.provinces + self.regencies + self.districts + self.villages


class Region(models.Model):
    """What one code meant from a day (`valid_from`) until another (`valid_to`, not included).

    The keys are made in Python (`domain.name_key`), because the databases fold case and
    accents differently.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField(_("kode"), max_length=13, db_index=True)
    name = models.CharField(_("nama"), max_length=80)
    level = models.CharField(_("tingkat"), max_length=8, choices=LEVELS)
    kind = models.CharField(_("jenis"), max_length=9, choices=KINDS)
    parent_code = models.CharField(_("kode induk"), max_length=8, blank=True, db_index=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_to = models.DateField(_("tidak berlaku sejak"), null=True, blank=True)
    area_list = models.ForeignKey(
        AreaList, on_delete=models.PROTECT, verbose_name=_("daftar"), related_name="regions"
    )
    key = models.CharField(_("kunci nama"), max_length=80, db_index=True)
    own_key = models.CharField(_("kunci nama tanpa jenis"), max_length=80, db_index=True)
    turned_key = models.CharField(_("kunci nama dari belakang"), max_length=80, db_index=True)
    words = models.CharField(_("kata nama dan wilayah induk"), max_length=320)

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        ordering: ClassVar = ["code", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="regions_region_code_once_a_day",
                violation_error_message=_("Kode ini sudah tercatat sejak hari yang sama."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True),
                name="regions_region_one_in_force",
                violation_error_message=_("Kode ini masih berlaku untuk wilayah lain."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="regions_region_ends_after_begin",
                violation_error_message=_("Hari berakhir harus sesudah hari mulai."),
            ),
            models.CheckConstraint(
                condition=CODE_FITS_LEVEL,
                name="regions_region_code_fits_level",
                violation_error_message=_("Kode dan tingkat wilayah tidak cocok."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def synthetic(self) -> bool:
        """Invented: it lies in province 99."""
        return self.code[:2] == SYNTHETIC_PROVINCE


class RegionSuccession(models.Model):
    """What became of a code on a day: another area took its place, or a part of it."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    class Kind(models.TextChoices):
        """How the new code follows the old one."""

        RENUMBERED = "renumbered", _("kode diganti")
        SPLIT = "split", _("dimekarkan")
        MERGED = "merged", _("digabung")

    old = models.CharField(_("kode lama"), max_length=13, db_index=True)
    new = models.CharField(_("kode baru"), max_length=13, db_index=True)
    day = models.DateField(_("sejak"))
    kind = models.CharField(_("cara"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("sumber"), max_length=200)

    class Meta:
        verbose_name = _("pengganti wilayah")
        verbose_name_plural = _("pengganti wilayah")
        ordering: ClassVar = ["day", "old", "new"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["old", "new", "day"],
                name="regions_succession_once",
                violation_error_message=_("Pergantian kode ini sudah tercatat."),
            ),
            models.CheckConstraint(
                condition=~models.Q(old=models.F("new")),
                name="regions_succession_two_codes",
                violation_error_message=_("Kode lama dan kode baru harus berbeda."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class RegionAlias(models.Model):
    """A name under which somebody published an area and which is not its official name."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField(_("kode"), max_length=13, db_index=True)
    name = models.CharField(_("nama sebagaimana terbit"), max_length=120)
    key = models.CharField(
        _("kunci nama"),
        max_length=120,
        unique=True,
        error_messages={"unique": _("Nama ini sudah menunjuk wilayah lain.")},
    )
    source = models.CharField(_("sumber"), max_length=200)

    class Meta:
        verbose_name = _("nama lain wilayah")
        verbose_name_plural = _("nama lain wilayah")
        ordering: ClassVar = ["code", "name"]

    def __str__(self) -> str:
        return f"{self.name} → {self.code}"
