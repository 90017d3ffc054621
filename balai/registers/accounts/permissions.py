"""What may be done with people, offices and roles, and by whom."""

from balai.kernel.permissions import Action, Role

_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

VIEW_USERS = Action(
    "accounts.view_users",
    ("Melihat daftar akun", "See the list of accounts"),
    frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
)
INVITE = Action(
    "accounts.invite",
    ("Mengundang pengguna dan mencabut undangan", "Invite people and revoke invitations"),
    _ADMINISTRATOR,
)
ASSIGN_ROLE = Action(
    "accounts.assign_role",
    ("Memberi dan mengakhiri peran", "Give and end roles"),
    _ADMINISTRATOR,
)
ASSIGN_EVALUATION_ROLE = Action(
    "accounts.assign_evaluation_role",
    (
        "Memberi peran evaluasi (sekretariat, asesor, ketua panel)",
        "Give roles of the evaluation (secretariat, assessor, panel chair)",
    ),
    _ADMINISTRATOR,
    national=True,
)
MANAGE_USER = Action(
    "accounts.manage_user",
    (
        "Mengganti nama, menonaktifkan, dan mengaktifkan akun",
        "Rename, deactivate and reactivate accounts",
    ),
    _ADMINISTRATOR,
)
MANAGE_OFFICE = Action(
    "accounts.manage_office",
    ("Membuat, mengganti nama, dan menutup instansi", "Create, rename and close offices"),
    _ADMINISTRATOR,
)
ACCEPT_INVITATION = Action(
    "accounts.accept_invitation",
    (
        "Menerima undangan (pemegang tautannya saja)",
        "Accept an invitation (only whoever holds its link)",
    ),
    frozenset(),
)
EXPIRE_INVITATION = Action(
    "accounts.expire_invitation",
    (
        "Menutup undangan yang lewat waktu (sistem saja)",
        "Close an overdue invitation (system only)",
    ),
    frozenset(),
)

ALL = (
    VIEW_USERS,
    INVITE,
    ASSIGN_ROLE,
    ASSIGN_EVALUATION_ROLE,
    MANAGE_USER,
    MANAGE_OFFICE,
    ACCEPT_INVITATION,
    EXPIRE_INVITATION,
)
