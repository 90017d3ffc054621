"""What this part records, in words."""

from balai.kernel.transitions import EVERYBODY
from balai.registers.audit.domain import Kind, Words
from balai.registers.audit.services import labels_of
from balai.registers.intake.models import Batch
from balai.registers.intake.states import batch_machine

WORDS = Words(
    part="intake",
    names=("Impor", "Imports"),
    events={
        "intake.stage": ("Mengunggah berkas impor", "Uploaded a file to import"),
        "intake.recheck": ("Memeriksa ulang impor", "Checked an import again"),
        "intake.apply": ("Menerapkan impor", "Applied an import"),
        "intake.discard": ("Membuang impor", "Discarded an import"),
        "intake.forget": ("Menghapus isi impor lama", "Forgot the rows of an old import"),
    },
    kinds={"batch": Kind(("Impor", "Import"), labels_of(Batch, "file_name"))},
    facts={
        "kind": ("Jenis impor", "Kind of import"),
        "options": ("Pilihan", "Options"),
        "file_name": ("Nama berkas", "Name of the file"),
        "sha256": ("Sidik berkas", "Digest of the file"),
        "state": ("Keadaan", "State"),
        "row_count": ("Banyak baris", "Number of rows"),
        "problem_count": ("Banyak masalah", "Number of problems"),
        "new_count": ("Baris baru", "New rows"),
        "changed_count": ("Baris berubah", "Changed rows"),
        "unchanged_count": ("Baris tetap", "Unchanged rows"),
        "difference_digest": ("Sidik perubahan", "Digest of the changes"),
        "round": ("Putaran", "Round"),
    },
    values={"state": {s.code: s.labels[EVERYBODY] for s in batch_machine("any").states}},
)
