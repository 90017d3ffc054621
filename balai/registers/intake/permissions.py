"""What may be done with imports in general; uploading and applying is each kind's own action."""

from balai.kernel.permissions import Action, Role

VIEW_BATCHES = Action(
    "intake.view_batches",
    ("Melihat semua impor", "See all imports"),
    frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR}),
    national=True,
)
"""See every batch of every kind, without uploading or applying."""

ACTIONS = (VIEW_BATCHES,)
