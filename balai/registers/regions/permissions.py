"""What this part lets people do, and who may."""

from balai.kernel.permissions import Action, Role

LOAD = Action(
    "regions.load",
    ("Muat daftar wilayah resmi", "Load the official list of areas"),
    frozenset({Role.ADMINISTRATOR}),
    national=True,
)
