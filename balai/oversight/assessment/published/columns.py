"""The columns of a file of published results; both known layouts are subsets of these."""

from balai.registers.intake.domain import Column

CODE = "published-results"
"""The kind in addresses and commands."""

COMPONENTS = ("baseline", "output", "outcome", "impact", "quick_win")
DIMENSIONS = ("governance", "branding", "economy", "living", "society", "environment")

_COMPONENT_NAMES = {
    "baseline": ("Baseline", "Baseline"),
    "output": ("Output", "Output"),
    "outcome": ("Outcome", "Outcome"),
    "impact": ("Impact", "Impact"),
    "quick_win": ("Quick win", "Quick win"),
}

_COMPONENT_HINT = (
    "Nilai komponen, dari 0 sampai 4; isi kelimanya atau kosongkan semuanya.",
    "Score of the component, 0 to 4; fill in all five or none.",
)
_DIMENSION_HINT = (
    "Nilai dimensi, dari 0 sampai 4, bila sumbernya menyebutnya.",
    "Score of the dimension, 0 to 4, if the source states it.",
)

COLUMNS = (
    Column(
        "year",
        ("Tahun", "Year"),
        required=False,
        hint=(
            "Kosongkan bila putaran dipilih di halaman ini.",
            "Leave empty if the round is chosen on this page.",
        ),
        example="2024",
    ),
    Column(
        "stage",
        ("Tahap", "Stage"),
        required=False,
        hint=("Sebutan tahap dalam sumbernya.", "What the source calls the stage."),
        example="tahap II",
    ),
    Column(
        "region_code",
        ("Kode daerah", "Region code"),
        required=False,
        hint=(
            "Kode Kemendagri. Tanpa kode, nama harus dikenal tepat.",
            "Code of the Ministry of Home Affairs. Without it the name must be known exactly.",
        ),
        example="15.04",
    ),
    Column(
        "region_name",
        ("Nama resmi", "Official name"),
        required=False,
        hint=(
            "Hanya untuk mencocokkan; yang disimpan nama seperti terbit.",
            "Only to compare; what is kept is the name as published.",
        ),
        example="KABUPATEN BATANGHARI",
    ),
    Column(
        "name_as_published",
        ("Nama seperti terbit", "Name as published"),
        aliases=("region_name_as_published",),
        hint=("Nama daerah persis seperti dalam sumbernya.", "The region's name as in the source."),
        example="Kab. Batanghari",
    ),
    Column(
        "score",
        ("Nilai", "Score"),
        hint=("Indeks, dari 0 sampai 4, dua angka desimal.", "The index, 0 to 4, two decimals."),
        example=("2,95", "2.95"),
    ),
    Column(
        "rank",
        ("Peringkat", "Rank"),
        required=False,
        hint=(
            "Bilangan bulat mulai dari 1; nilai yang sama berperingkat sama.",
            "A whole number from 1; equal scores share a rank.",
        ),
        example="8",
    ),
    Column(
        "rank_scope",
        ("Cakupan peringkat", "Scope of the rank"),
        required=False,
        hint=("Kata sumbernya, apa adanya.", "The words of the source, as they are."),
        example="191 kab/kota",
    ),
    *(
        Column(code, names, required=False, hint=_COMPONENT_HINT, example=("3,21", "3.21"))
        for code, names in _COMPONENT_NAMES.items()
    ),
    *(
        Column(
            code,
            (code.capitalize(), code.capitalize()),
            required=False,
            hint=_DIMENSION_HINT,
            example=("2,75", "2.75"),
        )
        for code in DIMENSIONS
    ),
    Column(
        "previous_score",
        ("Nilai tahun sebelumnya", "Score of the year before"),
        required=False,
        hint=(
            "Hanya bila sumbernya menyebutnya di samping nilai tahun ini.",
            "Only if the source states it beside this year's score.",
        ),
        example=("2,87", "2.87"),
    ),
    Column(
        "source_title",
        ("Judul sumber", "Title of the source"),
        required=False,
        hint=("Beberapa sumber dipisah dengan |.", "Several sources are separated by |."),
        example="Surat hasil evaluasi 2024",
    ),
    Column(
        "source_url",
        ("Alamat sumber", "Address of the source"),
        required=False,
        hint=(
            "Alamat lengkap laman tiap judul, dipisah dengan |.",
            "The full address for each title, separated by |.",
        ),
        example="https://example.org/hasil-2024",
    ),
)

FIELDS = {
    "list": ("Daftar", "List"),
    "rank_of_list": ("Peringkat daftar itu", "Rank of that list"),
    "placed": ("Alasan daftar", "Why in this list"),
    "placed_en": ("Alasan daftar (Inggris)", "Why in this list (English)"),
}
"""What a preview shows that is no column of the file."""

SCORES = ("score", *COMPONENTS, *DIMENSIONS, "previous_score")
"""Columns that hold a figure on the scale."""

LONGEST = {"name_as_published": 200, "stage": 60, "rank_scope": 200}
"""How many characters a text may have."""
