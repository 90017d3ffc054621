"""Who may sign in, for which office and area, and the invitations that are out."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from balai.kernel.permissions import Role

REGION_PATTERN = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?\Z"
"""Shape of a region code in a database check; \\Z because $ would let a newline in on SQLite."""


class OfficeKind(models.TextChoices):
    """What sort of organisation an office is."""

    AGENCY = "agency", _("Dinas atau badan")
    SECRETARIAT = "secretariat", _("Sekretariat daerah")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Desa atau kelurahan")
    MINISTRY = "ministry", _("Kementerian")
    OTHER = "other", _("Lainnya")


class Office(models.Model):
    """An organisation of government (OPD) in whose name people work here."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(_("kode"), max_length=24)
    name = models.CharField(_("nama"), max_length=160)
    short_name = models.CharField(_("nama pendek"), max_length=40, blank=True)
    region_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    kind = models.CharField(_("jenis"), max_length=16, choices=OfficeKind.choices)
    is_active = models.BooleanField(_("aktif"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["region_code", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["region_code", "code"],
                name="office_code_once_in_region",
                violation_error_message=_("Kode itu sudah dipakai di wilayah ini."),
            ),
            models.CheckConstraint(
                condition=Q(region_code="") | Q(region_code__regex=REGION_PATTERN),
                name="office_region_code_shape",
                violation_error_message=_("Tulis kode wilayah seperti 99.01."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z0-9]+(-[A-Z0-9]+)*\Z"),
                name="office_code_shape",
                violation_error_message=_(
                    "Kode hanya berisi huruf besar, angka, dan tanda hubung, misalnya DINKES."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address; what they may do stands in assignments."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"email", "password"})

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("alamat e-mail"), max_length=254)
    name = models.CharField(_("nama"), max_length=120)
    search_key = models.CharField(max_length=400, editable=False, blank=True)
    home_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="home_of"
    )
    home_independent = models.BooleanField(_("tidak bekerja di pemerintah daerah"), default=False)
    is_active = models.BooleanField(_("aktif"), default=True)
    is_demo = models.BooleanField(_("akun contoh"), default=False)
    session_generation = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["email"],
                name="user_email_once",
                violation_error_message=_("Alamat e-mail itu sudah punya akun."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_("Tulis alamat e-mail dengan huruf kecil."),
            ),
            models.CheckConstraint(
                condition=Q(home_independent=False) | Q(home_office=None),
                name="user_home_declared_once",
                violation_error_message=_(
                    "Pilih instansi asal, atau nyatakan tidak bekerja di pemerintah daerah."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Name in full, as Django and allauth ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """Name as used in a greeting."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Bumping the generation ends every session of this person at once, without a list
        # of sessions; a changed password does the same.
        return salted_hmac(
            "balai.accounts.session",
            f"{self.password}:{self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to be this person's."""
        return self._get_session_auth_hash()


class Assignment(models.Model):
    """A role that a person holds in an area, for an office, between dates.

    region_code "": the whole country. office None: every office. valid_to: the last day,
    inclusive; None: until ended. ended_at: ended early, from that moment on.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("peran"), max_length=16)
    region_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    valid_from = models.DateField(_("berlaku sejak"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    granted_by = models.CharField(max_length=80)
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["role", "region_code", "valid_from", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["role", "region_code"], name="assignment_role_region"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="assignment_role_known",
                violation_error_message=_("Peran itu tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=Q(region_code="") | Q(region_code__regex=REGION_PATTERN),
                name="assignment_region_code_shape",
                violation_error_message=_("Tulis kode wilayah seperti 99.01."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="assignment_ends_after_start",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="assignment_ended_by_someone",
                violation_error_message=_(
                    "Penugasan yang diakhiri mencatat siapa yang mengakhiri."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region_code", "office", "valid_from"],
                condition=Q(ended_at=None, office__isnull=False),
                name="assignment_once_for_office",
                violation_error_message=_("Penugasan itu sudah ada."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region_code", "valid_from"],
                condition=Q(ended_at=None, office__isnull=True),
                name="assignment_once_for_all_offices",
                violation_error_message=_("Penugasan itu sudah ada."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.region_code or '*'}"


class Invitation(models.Model):
    """A link that lets one person make their account, once; only the link's hash is kept."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"email", "token_hash"})

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("alamat e-mail"), max_length=254)
    name = models.CharField(_("nama"), max_length=120)
    role = models.CharField(_("peran"), max_length=16)
    region_code = models.CharField(_("wilayah"), max_length=13, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    home_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home_independent = models.BooleanField(default=False)
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, default="open")
    invited_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "revoked", "expired"]),
                name="invitation_state_known",
                violation_error_message=_("Keadaan undangan itu tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="invitation_role_known",
                violation_error_message=_("Peran itu tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=Q(region_code="") | Q(region_code__regex=REGION_PATTERN),
                name="invitation_region_code_shape",
                violation_error_message=_("Tulis kode wilayah seperti 99.01."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", user__isnull=False)
                | (~Q(state="accepted") & Q(user=None)),
                name="invitation_accepted_by_user",
                violation_error_message=_("Undangan yang diterima mencatat akunnya."),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(state="open"),
                name="invitation_open_once",
                violation_error_message=_("Undangan untuk alamat e-mail itu masih terbuka."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
