"""What this part records, in words."""

from balai.registers.audit.domain import Kind, Words

WORDS = Words(
    part="audit",
    names=("Jejak audit", "Audit trail"),
    events={"audit.export": ("Membawa keluar jejak audit", "Exported the audit trail")},
    kinds={"audit": Kind(("Jejak audit", "Audit trail"))},
    facts={
        "action": ("Tindakan", "Action"),
        "actor": ("Kode pelaku", "Code of the actor"),
        "target": ("Sasaran", "Target"),
        "region": ("Kode wilayah", "Area code"),
        "day": ("Tanggal", "Date"),
    },
)
