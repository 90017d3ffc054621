"""Every write of the intake: staging a file, applying it once, and clients' keys.

`services.commands` is what a part's import command is made of.
"""

from balai.registers.intake.errors import (
    BadOptions,
    FileRefused,
    IntakeRefused,
    KeyConflict,
    UnknownKind,
    WorldChanged,
)
from balai.registers.intake.reports import Report
from balai.registers.intake.services.files import import_file
from balai.registers.intake.services.keeping import forget_by_the_clock, forget_rows
from balai.registers.intake.services.keys import once
from balai.registers.intake.services.staging import (
    apply,
    discard,
    recheck,
    register_kind,
    stage,
)

__all__ = [
    "BadOptions",
    "FileRefused",
    "IntakeRefused",
    "KeyConflict",
    "Report",
    "UnknownKind",
    "WorldChanged",
    "apply",
    "discard",
    "forget_by_the_clock",
    "forget_rows",
    "import_file",
    "once",
    "recheck",
    "register_kind",
    "stage",
]
