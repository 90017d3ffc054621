"""The states of a list, as one table."""

from balai.kernel.transitions import EVERYBODY, Edge, Machine, State
from balai.oversight.assessment.permissions import PUBLISH

DRAFT = "draft"
PUBLISHED = "published"

LIST: Machine[None] = Machine(
    "list",
    (
        State(DRAFT, {EVERYBODY: ("Konsep", "Draft")}),
        State(PUBLISHED, {EVERYBODY: ("Terbit", "Published")}),
    ),
    (
        Edge(
            DRAFT,
            "publish",
            PUBLISHED,
            PUBLISH.code,
            {EVERYBODY: ("Terbitkan daftar", "Publish the list")},
        ),
        # A published list is never taken back: a correction is a new version with its reason.
        Edge(
            PUBLISHED,
            "revise",
            PUBLISHED,
            PUBLISH.code,
            {EVERYBODY: ("Terbitkan versi baru", "Publish a new version")},
            comment=True,
        ),
    ),
)
