"""The product's settings with a throw-away home for each test process."""

import os
import shutil
import tempfile
from pathlib import Path

_shm = Path("/dev/shm")  # noqa: S108 - a RAM disk where there is one; else the usual place
_home = Path(tempfile.mkdtemp(prefix="balai-test-", dir=_shm if _shm.is_dir() else None))
import atexit  # noqa: E402 - beside what it cleans up

atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BALAI_HOME"] = str(_home)
os.environ["BALAI_ENV"] = "test"
os.environ["BALAI_SECRET_KEY"] = "only-for-tests"

from balai.config.settings import *  # noqa: E402, F403 - all of them, once the home is made

# Hashing must be real where it is tested, and cheap everywhere else.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
