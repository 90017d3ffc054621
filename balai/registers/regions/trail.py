"""What this part records, in words."""

from balai.registers.audit.domain import Kind, Words

WORDS = Words(
    part="regions",
    names=("Wilayah", "Areas"),
    events={
        "regions.load": ("Memuat daftar wilayah resmi", "Loaded the official list of areas"),
        "regions.load_aliases": ("Memuat nama lain wilayah", "Loaded other names of areas"),
    },
    kinds={
        "area_list": Kind(("Daftar wilayah", "List of areas")),
        "aliases": Kind(("Nama lain wilayah", "Other names of areas")),
    },
    facts={
        "digest": ("Sidik berkas", "Digest of the file"),
        "areas": ("Banyak wilayah", "Number of areas"),
        "opened": ("Wilayah baru", "New areas"),
        "closed": ("Wilayah yang berakhir", "Areas that ended"),
        "corrected": ("Wilayah yang dibetulkan", "Areas that were corrected"),
        "without_successor": ("Berakhir tanpa pengganti", "Ended without a successor"),
        "changed": ("Nama baru atau berubah", "New or changed names"),
        "removed": ("Nama yang dicabut", "Names that were removed"),
    },
)
