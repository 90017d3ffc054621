"""Why a write was refused, in words for the person who asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from balai.registers.accounts import domain

if TYPE_CHECKING:
    from django.db.models import Model
    from django_stubs_ext import StrOrPromise

MESSAGES: dict[str, StrOrPromise] = {
    "wider_than_own": _(
        "Peran itu lebih luas daripada peran Anda. Pilih wilayah, instansi, dan tanggal "
        "di dalam peran Anda sendiri."
    ),
    "evaluation_role": _(
        "Peran evaluasi hanya diberikan oleh pengelola sistem untuk seluruh Indonesia."
    ),
    "own_account": _("Anda tidak dapat mengubah akses Anda sendiri. Minta pengelola sistem lain."),
    "overlap": _(
        "Orang ini sudah memegang peran itu di wilayah yang sama pada tanggal tersebut. "
        "Akhiri dahulu penugasan yang lama."
    ),
    "last_administrator": _(
        "Orang ini pengelola sistem terakhir di wilayahnya. Tunjuk pengelola lain dahulu."
    ),
    "own_region": _(
        "Orang ini berasal dari wilayah itu, jadi tidak boleh menilainya. Pilih wilayah lain."
    ),
    "home_missing": _(
        "Untuk peran penilai, pilih instansi asal atau nyatakan tidak bekerja di pemerintah daerah."
    ),
    "outside_office": _("Wilayah peran harus berada di dalam wilayah instansinya."),
    "office_closed": _("Instansi itu sudah ditutup. Pilih instansi yang masih aktif."),
    "inactive_user": _("Akun ini tidak aktif. Aktifkan dahulu."),
    "already_ended": _("Penugasan ini sudah berakhir."),
    "has_account": _("Alamat e-mail itu sudah punya akun. Beri peran di halaman akunnya."),
    "already_invited": _(
        "Undangan untuk alamat e-mail itu masih terbuka. Cabut dahulu sebelum mengundang lagi."
    ),
    "not_open": _("Undangan ini tidak terbuka lagi."),
    "hidden_letters": _("Nama memuat huruf yang tidak terlihat. Ketik ulang namanya."),
    "poses_as_system": _("Nama seperti itu dipakai oleh sistem. Tulis nama orangnya."),
    "in_the_past": _("Tanggal akhir sudah lewat. Pilih hari ini atau sesudahnya."),
}


class RefusedError(Exception):
    """A rule forbids the write; nothing was changed. code: a key of MESSAGES.

    field: the form field that the message belongs to, "" for the whole form.
    """

    def __init__(self, code: str, *, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field

    @property
    def message(self) -> StrOrPromise:
        """What to tell the person."""
        return MESSAGES[self.code]

    def __str__(self) -> str:
        return str(self.message)


def checked(instance: Model) -> None:
    """Check fields and constraints before writing, so that the refusal has words.

    Raises ValidationError with messages by field. Unlike the database, which would break
    the transaction and say it in SQL.
    """
    instance.full_clean()


def store(instance: Model) -> None:
    """Check and insert; what somebody else inserted since the check is refused in the same words.

    Raises ValidationError with messages by field. In a savepoint: the caller's transaction
    stays usable.
    """
    checked(instance)
    try:
        with transaction.atomic():
            instance.save(force_insert=True)
    except IntegrityError:
        checked(instance)  # now it sees the other row
        raise


def clean_name(name: str) -> str:
    """Bring a name into the form in which it is kept; refuse what would mislead a reader.

    Raises RefusedError: a name stands in the trail and on pages beside others.
    """
    name = name.strip()
    if domain.has_hidden_letters(name):
        raise RefusedError("hidden_letters", field="name")
    if domain.poses_as_system(name):
        raise RefusedError("poses_as_system", field="name")
    return name


def problems(refusal: RefusedError | ValidationError) -> dict[str | None, list[StrOrPromise]]:
    """Messages of a refusal by field, None for the whole form: ready for `form.add_error`."""
    if isinstance(refusal, RefusedError):
        return {refusal.field or None: [refusal.message]}
    if hasattr(refusal, "error_dict"):
        return {
            None if field == NON_FIELD_ERRORS else field: list(messages)
            for field, messages in refusal.message_dict.items()
        }
    return {None: list(refusal.messages)}
