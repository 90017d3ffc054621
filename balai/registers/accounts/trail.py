"""What this part records, in words."""

from balai.kernel.permissions import ROLE_LABELS
from balai.kernel.transitions import EVERYBODY
from balai.registers.accounts.invitation import MACHINE
from balai.registers.accounts.models import Invitation, Office, User
from balai.registers.audit.domain import Kind, Words
from balai.registers.audit.services import labels_of

WORDS = Words(
    part="accounts",
    names=("Akun dan peran", "Accounts and roles"),
    events={
        "accounts.sign_in": ("Masuk", "Signed in"),
        "accounts.sign_out": ("Keluar", "Signed out"),
        "accounts.fail_sign_in": ("Gagal masuk", "Failed to sign in"),
        "accounts.lock_out": (
            "Ditahan karena terlalu sering gagal masuk",
            "Locked out after too many failed sign-ins",
        ),
        "accounts.add_second_factor": ("Memasang faktor kedua", "Set up a second factor"),
        "accounts.drop_second_factor": (
            "Melepas faktor kedua sendiri",
            "Took off their own second factor",
        ),
        "accounts.remove_second_factor": (
            "Melepas faktor kedua orang lain",
            "Took off somebody's second factor",
        ),
        "accounts.make_recovery_codes": ("Membuat kode cadangan", "Created recovery codes"),
        "accounts.drop_recovery_codes": ("Menghapus kode cadangan", "Removed recovery codes"),
        "accounts.change_password": ("Mengganti kata sandi", "Changed the password"),
        "accounts.reset_password": (
            "Menyetel ulang kata sandi lewat e-mail",
            "Reset the password by e-mail",
        ),
        "accounts.create_user": ("Membuat akun", "Created an account"),
        "accounts.change_name": ("Mengganti nama akun", "Changed the name of an account"),
        "accounts.deactivate_user": ("Menonaktifkan akun", "Deactivated an account"),
        "accounts.reactivate_user": ("Mengaktifkan akun kembali", "Reactivated an account"),
        "accounts.end_sessions": ("Mengakhiri semua sesi", "Ended all sessions"),
        "accounts.assign_role": ("Memberi peran", "Gave a role"),
        "accounts.end_role": ("Mengakhiri peran", "Ended a role"),
        "accounts.declare_home": ("Menyatakan asal pengguna", "Declared where a person comes from"),
        "accounts.invite": ("Mengundang pengguna", "Invited a person"),
        "accounts.accept_invitation": ("Menerima undangan", "Accepted an invitation"),
        "accounts.revoke_invitation": ("Mencabut undangan", "Revoked an invitation"),
        "accounts.expire_invitation": (
            "Menutup undangan yang lewat waktu",
            "Closed an overdue invitation",
        ),
        "accounts.export_users": ("Mengunduh daftar akun", "Downloaded the list of accounts"),
        "accounts.create_office": ("Membuat instansi", "Created an office"),
        "accounts.rename_office": ("Mengganti nama instansi", "Renamed an office"),
        "accounts.close_office": ("Menutup instansi", "Closed an office"),
    },
    kinds={
        "user": Kind(("Pengguna", "Person"), labels_of(User, "name")),
        "invitation": Kind(("Undangan", "Invitation"), labels_of(Invitation, "name")),
        "accounts": Kind(("Akun", "Accounts")),
        "office": Kind(("Instansi", "Office"), labels_of(Office, "name")),
    },
    facts={
        "name": ("Nama", "Name"),
        "short_name": ("Nama pendek", "Short name"),
        "code": ("Kode", "Code"),
        "kind": ("Jenis", "Kind"),
        "role": ("Peran", "Role"),
        "region_code": ("Kode wilayah", "Area code"),
        "office": ("Instansi", "Office"),
        "home_office": ("Instansi asal", "Office of origin"),
        "home_independent": ("Tidak berasal dari instansi", "Comes from no office"),
        "valid_from": ("Berlaku mulai", "Valid from"),
        "valid_to": ("Berlaku sampai", "Valid until"),
        "expires_at": ("Tautan berlaku sampai", "Link valid until"),
        "state": ("Keadaan", "State"),
        "rows": ("Jumlah baris", "Number of rows"),
        "is_active": ("Aktif", "Active"),
        "is_demo": ("Akun contoh", "Demonstration account"),
    },
    values={
        "role": {role.value: names for role, names in ROLE_LABELS.items()},
        "state": {state.code: state.labels[EVERYBODY] for state in MACHINE.states},
        "kind": {
            "agency": ("Dinas atau badan", "Agency"),
            "secretariat": ("Sekretariat daerah", "Regional secretariat"),
            "district": ("Kecamatan", "District"),
            "village": ("Desa atau kelurahan", "Village"),
            "ministry": ("Kementerian", "Ministry"),
            "other": ("Lainnya", "Other"),
        },
    },
)
