"""Every write of people, offices, roles and invitations. Others import from here only."""

from balai.registers.accounts.services.access import assign_role, declare_home, end_role
from balai.registers.accounts.services.demo import (
    DemoAccount,
    NotATrialError,
    create_demo_accounts,
)
from balai.registers.accounts.services.invitations import (
    Invited,
    accept_invitation,
    close_overdue,
    invite,
    revoke_invitation,
)
from balai.registers.accounts.services.offices import close_office, create_office, rename_office
from balai.registers.accounts.services.people import (
    change_name,
    create_administrator,
    deactivate_user,
    end_sessions,
    forget_sessions,
    reactivate_user,
    record_export,
    remove_second_factor,
)
from balai.registers.accounts.services.refusals import RefusedError

__all__ = [
    "DemoAccount",
    "Invited",
    "NotATrialError",
    "RefusedError",
    "accept_invitation",
    "assign_role",
    "change_name",
    "close_office",
    "close_overdue",
    "create_administrator",
    "create_demo_accounts",
    "create_office",
    "deactivate_user",
    "declare_home",
    "end_role",
    "end_sessions",
    "forget_sessions",
    "invite",
    "reactivate_user",
    "record_export",
    "remove_second_factor",
    "rename_office",
    "revoke_invitation",
]
