"""Why a file of published results is refused, and what to do about it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from balai.registers.intake.domain import ProblemText

PROBLEMS: Mapping[str, ProblemText] = {
    # round and list
    "round-missing": ProblemText(
        _("Putarannya tidak disebut."),
        _("Isi kolom tahun, atau pilih putaran saat mengunggah (di perintah: --round)."),
    ),
    "year-not-a-year": ProblemText(
        _("“{value}” bukan tahun."), _("Tulis empat angka, misalnya 2024.")
    ),
    "round-unknown": ProblemText(
        _("Belum ada putaran {value}."),
        _("Periksa tahunnya, atau buka putaran itu lebih dulu."),
    ),
    "year-not-of-round": ProblemText(
        _("Tahun {value} bukan tahun putaran yang dipilih, {round}."),
        _("Pilih putaran lain, atau perbaiki tahunnya."),
    ),
    "scope-unknown": ProblemText(
        _("Cakupan “{value}” belum dijelaskan untuk putaran {round}."),
        _("Jelaskan dulu daftar mana yang dimaksud kata-kata itu."),
    ),
    "list-contradiction": ProblemText(
        _("Cakupan menunjuk daftar {told}, sedangkan {chosen} yang dipilih atau dibuktikan."),
        _("Pilih daftar lain, atau perbaiki cakupannya."),
    ),
    # region
    "region-code-malformed": ProblemText(
        _("“{value}” bukan kode daerah."), _("Tulis seperti 15.04.")
    ),
    "region-not-regency": ProblemText(
        _("Kode {value} bukan kabupaten atau kota."),
        _("Tulis kode kabupaten atau kota, misalnya 15.04."),
    ),
    "region-unknown": ProblemText(
        _("Tidak ada daerah dengan kode {value}."),
        _("Periksa kodenya dengan daftar Kemendagri."),
    ),
    "name-unknown": ProblemText(
        _("“{value}” bukan nama daerah yang dikenal."),
        _("Isi kode daerahnya, atau perbaiki namanya."),
    ),
    "name-proposed": ProblemText(
        _("“{value}” tidak dikenal tepat. Mungkin: {proposals}."),
        _("Isi kode daerah yang benar; kami tidak menebak."),
    ),
    "name-not-of-code": ProblemText(
        _("“{value}” berarti {meant}, sedangkan kode {code} adalah {named}."),
        _("Perbaiki kode atau namanya."),
    ),
    "name-missing": ProblemText(
        _("Nama seperti terbit kosong."), _("Tulis nama seperti dalam sumbernya.")
    ),
    "synthetic-in-real": ProblemText(
        _("{value} daerah rekaan, sedangkan putaran {round} nyata."),
        _("Masukkan angka rekaan hanya ke putaran rekaan."),
    ),
    "real-in-synthetic": ProblemText(
        _("{value} daerah nyata, sedangkan putaran {round} rekaan."),
        _("Masukkan angka nyata hanya ke putaran nyata."),
    ),
    # figures
    "nothing-said": ProblemText(
        _("Baris ini tidak memuat nilai dan tidak memuat peringkat."),
        _("Isi salah satunya, atau hapus barisnya."),
    ),
    "not-a-number": ProblemText(_("“{value}” bukan angka."), _("Tulis angka saja, misalnya 2,95.")),
    "too-many-decimals": ProblemText(
        _("“{value}” punya {decimals} angka desimal."),
        _("Tulis dua angka desimal seperti terbit, misalnya 2,95."),
    ),
    "off-scale": ProblemText(
        _("{value} di luar skala {low} sampai {high}."), _("Periksa dengan sumbernya.")
    ),
    "score-in-selection": ProblemText(
        _("Daftar {list} memuat pilihan tanpa nilai."),
        _("Kosongkan nilainya, atau pilih daftar lain."),
    ),
    "not-a-rank": ProblemText(
        _("“{value}” bukan peringkat."), _("Tulis bilangan bulat mulai dari 1.")
    ),
    "rank-beyond-size": ProblemText(
        _("Peringkat {rank} melebihi besar daftar, {size}."),
        _("Periksa peringkatnya, atau besar daftarnya."),
    ),
    "rank-order": ProblemText(
        _(
            "Nilai {score} pada peringkat {rank} lebih tinggi daripada {other} pada peringkat {above}."
        ),
        _("Periksa kedua baris dengan sumbernya."),
    ),
    "rank-shared": ProblemText(
        _("Peringkat {rank} sudah ditempati nilai lain, {other}."),
        _("Peringkat sama hanya untuk nilai yang sama."),
    ),
    "tie-split": ProblemText(
        _("Nilai {score} sudah di peringkat {other}, bukan {rank}."),
        _("Nilai yang sama mendapat peringkat yang sama."),
    ),
    "rank-too-high": ProblemText(
        _("Peringkat {rank} tidak mungkin: {above} nilai lain lebih tinggi."),
        _("Periksa peringkat dan nilainya."),
    ),
    "rank-gap": ProblemText(
        _(
            "Daftar ini diketahui sampai peringkat {known}, tetapi hanya {above} nilai di atas peringkat {rank}."
        ),
        _("Lengkapi baris yang kurang, atau perbaiki peringkatnya."),
    ),
    "rank-impossible": ProblemText(
        _("Peringkat dan nilai daftar ini saling bertentangan di baris ini."),
        _("Periksa peringkat dan nilai dengan sumbernya."),
    ),
    "list-overfull": ProblemText(
        _("Daftar {list} hanya memuat {size} daerah, sedangkan baris ini yang ke-{count}."),
        _("Periksa besar daftarnya, atau daerah yang tidak termasuk."),
    ),
    "total-contradicts": ProblemText(
        _(
            "Nilai {score} tidak dapat berasal dari komponennya: {low} sampai {high} menurut {edition}."
        ),
        _("Periksa nilai dan komponen dengan sumbernya."),
    ),
    "component-missing": ProblemText(
        _("Komponen ini kosong, sedangkan komponen lain terisi."),
        _("Isi semua komponen, atau kosongkan semuanya."),
    ),
    "previous-contradicts": ProblemText(
        _("Nilai {year} di sini {told}, sedangkan yang terbit {published}."),
        _("Periksa dengan kedua sumbernya."),
    ),
    # texts and sources
    "too-long": ProblemText(_("Teks ini lebih dari {most} huruf."), _("Persingkat teksnya.")),
    "source-missing": ProblemText(
        _("Sumbernya tidak disebut."),
        _(
            "Isi judul sumber, atau isi sumber berkas saat mengunggah (di perintah: --source-title)."
        ),
    ),
    "sources-unequal": ProblemText(
        _("Ada {titles} judul sumber dan {urls} alamat."),
        _("Tulis sebanyak itu juga, dipisah dengan |."),
    ),
    "source-not-address": ProblemText(
        _("“{value}” bukan alamat laman."), _("Tulis alamat lengkap, mulai dari https.")
    ),
}
