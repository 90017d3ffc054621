"""What may be done with the trail, and by whom."""

from balai.kernel.permissions import Action, Role

READ = Action(
    "audit.read",
    ("Membaca jejak audit", "Read the audit trail"),
    frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
)
READ_ALL = Action(
    "audit.read_all",
    ("Membaca jejak audit semua wilayah", "Read the audit trail of every area"),
    frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    national=True,
)
SEAL = Action(
    "audit.seal",
    ("Menyegel jejak audit", "Seal the audit trail"),
    frozenset({Role.ADMINISTRATOR}),
    national=True,
)
