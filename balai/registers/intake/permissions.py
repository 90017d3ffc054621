"""What may be done with imports in general; uploading and applying is each kind's own action."""

from balai.kernel.permissions import Action, Role

VIEW_BATCHES = Action(
    "intake.view_batches",
    ("Melihat semua impor", "See all imports"),
    frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR}),
    national=True,
)
"""See every batch of every kind, without uploading or applying."""

FORGET_ROWS = Action(
    "intake.forget_rows",
    ("Menghapus isi berkas impor yang lama", "Forget the rows of old imports"),
    frozenset({Role.ADMINISTRATOR}),
    national=True,
)
"""Remove the rows of imports older than the time they are kept; the worker does it each night."""

ACTIONS = (VIEW_BATCHES, FORGET_ROWS)
