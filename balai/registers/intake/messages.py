"""What the intake itself says about files: refusals, problems and notes, by code.

Placeholders are the params of the code. Kinds bring their own problem texts.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from balai.registers.intake.domain import ProblemText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

REFUSALS: Mapping[str, ProblemText] = MappingProxyType(
    {
        "empty": ProblemText(_("Berkas ini kosong (0 bita)."), _("Pilih berkas yang berisi data.")),
        "too-large": ProblemText(
            _("Berkas ini {size} MiB, batasnya {limit} MiB."),
            _("Bagi berkas menjadi beberapa bagian, lalu unggah satu per satu."),
        ),
        "too-many-rows": ProblemText(
            _("Berkas ini berisi {count} baris, batasnya {limit}."),
            _("Bagi berkas, atau hapus isi yang tidak dipakai di bawah tabel."),
        ),
        "too-many-columns": ProblemText(
            _("Berkas ini berisi {count} kolom, batasnya {limit}."),
            _("Hapus kolom yang tidak dipakai di kanan tabel."),
        ),
        "too-much-text": ProblemText(
            _("Teks dalam sel buku kerja ini lebih dari {limit} juta huruf."),
            _("Bagi berkas, atau ringkas teks yang panjang."),
        ),
        "too-many-cells": ProblemText(
            _("Lembar ini memuat lebih dari {limit} juta sel, kosong maupun terisi."),
            _("Salin tabelnya saja ke buku kerja baru, lalu unggah buku kerja itu."),
        ),
        "not-a-table": ProblemText(
            _("Isi berkas ini {found}, bukan tabel, apa pun nama berkasnya."),
            _("Unggah berkas .xlsx atau .csv."),
        ),
        "web-page": ProblemText(
            _("Isi berkas ini halaman web atau XML, bukan tabel."),
            _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
        ),
        "other-workbook": ProblemText(
            _("Isi berkas ini {found}."),
            _("Buka lalu simpan sebagai .xlsx atau .csv."),
        ),
        "old-excel": ProblemText(
            _("Berkas ini Excel lama (.xls)."),
            _("Buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx."),
        ),
        "password": ProblemText(
            _("Berkas ini dilindungi kata sandi."),
            _("Buka, hapus kata sandinya, simpan, lalu unggah lagi."),
        ),
        "broken-workbook": ProblemText(
            _("Buku kerja ini rusak atau tidak lengkap."),
            _("Buka di Excel atau LibreOffice, simpan dengan nama baru, lalu unggah berkas itu."),
        ),
        "zip-bomb": ProblemText(
            _("Buku kerja ini menjadi {size} MiB setelah dibuka, batasnya {limit} MiB."),
            _("Salin tabelnya saja ke buku kerja baru, lalu unggah buku kerja itu."),
        ),
        "sheet-unknown": ProblemText(
            _("Lembar “{sheet}” tidak ada. Lembar di berkas ini: {known}."),
            _("Pilih salah satu lembar itu, atau kosongkan pilihan untuk lembar pertama."),
        ),
        "csv-has-no-sheets": ProblemText(
            _("Lembar “{sheet}” diminta, padahal berkas CSV tidak punya lembar."),
            _("Kosongkan pilihan lembar, atau unggah berkas .xlsx."),
        ),
        "nul": ProblemText(
            _("Baris {line} memuat bita kosong (NUL), jadi berkas ini bukan CSV yang utuh."),
            _("Buka di Excel atau LibreOffice, lalu simpan sebagai CSV UTF-8."),
        ),
        "encoding": ProblemText(
            _(
                "Huruf dalam berkas ini tidak dapat dibaca sebagai UTF-8, UTF-16, atau Windows-1252."
            ),
            _("Simpan ulang sebagai CSV UTF-8 atau .xlsx."),
        ),
        "csv-separator": ProblemText(
            _("Baris pertama meminta pemisah “{found}”, yang tidak kami baca."),
            _("Simpan dengan pemisah koma, titik koma, atau tab."),
        ),
        "csv-quotes": ProblemText(
            _("Tanda kutip pada baris yang dimulai di baris {line} tidak berpasangan."),
            _('Tutup tanda kutipnya; tanda kutip di dalam teks ditulis dua kali ("").'),
        ),
        "no-rows": ProblemText(
            _("Tidak ada satu sel pun yang terisi."),
            _("Pilih berkas, atau lembar, yang berisi data."),
        ),
        "no-data": ProblemText(
            _("Berkas ini hanya berisi judul kolom."),
            _("Isi paling sedikit satu baris di bawahnya."),
        ),
    }
)
"""Why a file is not read at all."""

FOUND: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "program": _("program komputer"),
        "pdf": _("dokumen PDF"),
        "png": _("gambar PNG"),
        "jpeg": _("gambar JPEG"),
        "gif": _("gambar GIF"),
        "gzip": _("arsip gzip"),
        "7z": _("arsip 7z"),
        "rar": _("arsip RAR"),
        "zip": _("arsip ZIP"),
        "sqlite": _("basis data SQLite"),
        "rtf": _("dokumen RTF"),
        "old-office": _("dokumen Office lama"),
        "docx": _("dokumen Word"),
        "pptx": _("presentasi"),
        "ods": _("lembar OpenDocument (.ods)"),
        "xlsb": _("buku kerja Excel biner (.xlsb)"),
    }
)
"""What a file turned out to be: the param `found` of a refusal."""

PROBLEMS: Mapping[str, ProblemText] = MappingProxyType(
    {
        "header-unknown": ProblemText(
            _("Judul kolom {place}, “{header}”, tidak dikenal."),
            _("Ganti dengan judul dari templat, atau hapus kolom itu."),
        ),
        "header-empty": ProblemText(
            _("Kolom {place} berisi data tetapi tidak berjudul."),
            _("Beri judul dari templat, atau hapus kolom itu."),
        ),
        "header-twice": ProblemText(
            _("Kolom {first} dan {second} sama-sama berjudul ini."),
            _("Sisakan satu."),
        ),
        "header-missing": ProblemText(
            _("Kolom ini tidak ada."),
            _("Tambahkan kolomnya; baris pertama yang terisi harus berisi judul kolom."),
        ),
        "row-too-long": ProblemText(
            _("Baris ini berisi {count} sel, judulnya {expected}."),
            _('Beri tanda kutip pada teks atau angka yang memuat pemisah, misalnya "3,38".'),
        ),
        "row-too-short": ProblemText(
            _("Baris ini berisi {count} sel, judulnya {expected}."),
            _("Lengkapi selnya; sel kosong tetap memerlukan pemisah."),
        ),
        "row-twice": ProblemText(
            _("Baris ini menyebut data yang sama dengan baris {first}."),
            _("Hapus salah satu."),
        ),
        "formula-error": ProblemText(
            _("Rumus di sel ini menghasilkan galat."),
            _("Perbaiki rumusnya, atau ketik nilainya."),
        ),
        "formula-without-value": ProblemText(
            _("Rumus di sel ini belum pernah dihitung, jadi nilainya tidak ada di berkas."),
            _("Buka di Excel atau LibreOffice, simpan, lalu unggah lagi."),
        ),
        "cell-too-long": ProblemText(
            _("Teks di sel ini terlalu panjang."),
            _("Ringkas menjadi paling banyak 4.000 huruf."),
        ),
        "control-character": ProblemText(
            _("Sel ini memuat tanda yang tidak terlihat dan tidak dapat disimpan."),
            _("Hapus isinya, lalu ketik ulang."),
        ),
    }
)
"""What the reading finds in single places; kinds report theirs beside these."""

NOTES: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "encoding-guessed": _(
            "Berkas ini bukan UTF-8 (sejak baris {line}), jadi dibaca sebagai Windows-1252. "
            "Periksa huruf beraksen dan tanda kutip pada pratinjau."
        ),
    }
)
"""What to know before applying."""
