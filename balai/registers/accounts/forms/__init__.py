"""Forms of signing in and of administration."""

from balai.registers.accounts.forms.administration import (
    AssignRoleForm,
    HomeForm,
    InviteForm,
    OfficeForm,
    ReasonForm,
    RenameOfficeForm,
    UserFilterForm,
)
from balai.registers.accounts.forms.sign_in import (
    AcceptInvitationForm,
    ChangePasswordForm,
    ConfirmCodeForm,
    ConfirmPasswordForm,
    ForgottenPasswordForm,
    NameForm,
    NewPasswordForm,
    SecondFactorForm,
    SetUpSecondFactorForm,
    SignInForm,
)

__all__ = [
    "AcceptInvitationForm",
    "AssignRoleForm",
    "ChangePasswordForm",
    "ConfirmCodeForm",
    "ConfirmPasswordForm",
    "ForgottenPasswordForm",
    "HomeForm",
    "InviteForm",
    "NameForm",
    "NewPasswordForm",
    "OfficeForm",
    "ReasonForm",
    "RenameOfficeForm",
    "SecondFactorForm",
    "SetUpSecondFactorForm",
    "SignInForm",
    "UserFilterForm",
]
