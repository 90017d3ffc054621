"""Who may do what in the assessment."""

from balai.kernel.permissions import Action, Role

LOAD_EDITION = Action(
    "assessment.load_edition",
    ("Memuat edisi instrumen", "Load an edition of the instrument"),
    frozenset({Role.SECRETARIAT}),
    national=True,
)
MANAGE_ROUNDS = Action(
    "assessment.manage_rounds",
    ("Mengatur putaran, tahap, dan daftar", "Manage rounds, stages and lists"),
    frozenset({Role.SECRETARIAT}),
    national=True,
)
IMPORT_RESULTS = Action(
    "assessment.import_results",
    ("Mengimpor hasil yang sudah diterbitkan", "Import published results"),
    frozenset({Role.SECRETARIAT}),
    national=True,
)
PUBLISH = Action(
    "assessment.publish",
    ("Menerbitkan daftar", "Publish a list"),
    frozenset({Role.SECRETARIAT}),
    national=True,
)

ACTIONS = (LOAD_EDITION, MANAGE_ROUNDS, IMPORT_RESULTS, PUBLISH)
