"""What this part records, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from balai.kernel.transitions import EVERYBODY
from balai.registers.audit.domain import Kind, Names, Words
from balai.registers.audit.services import labels_of
from balai.registers.intake import kinds
from balai.registers.intake.models import Batch
from balai.registers.intake.states import batch_machine


class _KindNames(Mapping[str, Names]):
    """Names of the kinds of import by their codes; parts above bring them after this is read."""

    def __getitem__(self, code: str) -> Names:
        return {kind.code: kind.names for kind in kinds.every()}[code]

    def __iter__(self) -> Iterator[str]:
        return (kind.code for kind in kinds.every())

    def __len__(self) -> int:
        return len(kinds.every())


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
        "row_count": ("Jumlah baris", "Number of rows"),
        "problem_count": ("Jumlah masalah", "Number of problems"),
        "new_count": ("Baris baru", "New rows"),
        "changed_count": ("Baris berubah", "Changed rows"),
        "unchanged_count": ("Baris tidak berubah", "Unchanged rows"),
        "difference_digest": ("Sidik perubahan", "Digest of the changes"),
        "round": ("Putaran", "Round"),
        "list": ("Daftar", "List"),
    },
    values={
        "kind": _KindNames(),
        "state": {s.code: s.labels[EVERYBODY] for s in batch_machine("any").states},
    },
)
