"""What of a person's data may stand on a screen or in a log: enough to recognise, not to use."""

from __future__ import annotations

import re

HIDDEN = "•"
"""One of these for each hidden character, or three where even the length would tell."""

_SIXTEEN = re.compile(r"[0-9]{16}\Z")
_EMAIL = re.compile(r"([^@\s]+)@([^@\s]+)\Z")
_SEPARATOR = r"[ .\-\u00a0\u2009\u202f]?"
# Digits that touch others are a longer number, which is no NIK: but hiding it costs nothing,
# and a NIK glued to a date would slip through. So: any run of 16 or more.
_RUN = re.compile(rf"\d(?:{_SEPARATOR}\d){{15,}}")
_DIGIT = re.compile(r"[0-9]")

_KEPT_FRONT, _KEPT_BACK = 6, 2
_PHONE_SHOWN, _PHONE_LEAST = 3, 8


def nik(value: str) -> str:
    """Mask a NIK or a KK number: first six and last two digits stay, "150401••••••••01".

    The six are where it was issued, which the page's region says anyway; the eight hidden ones
    hold birth date and sex. So never put it beside a full birth date: that gives six of the
    eight back; a birth year is enough to tell two people apart. Whatever is not 16 digits is
    hidden whole: it may be a NIK that somebody mistyped.
    """
    if not _SIXTEEN.match(value):
        return HIDDEN * 3
    hidden = len(value) - _KEPT_FRONT - _KEPT_BACK
    return value[:_KEPT_FRONT] + HIDDEN * hidden + value[-_KEPT_BACK:]


def email(value: str) -> str:
    """Mask an address: first letter and domain stay, "s•••@contoh.go.id"; else hide it whole."""
    found = _EMAIL.match(value)
    return f"{found.group(1)[0]}{HIDDEN * 3}@{found.group(2)}" if found else HIDDEN * 3


def phone(value: str) -> str:
    """Mask a telephone number: the last three digits stay, "•••789"; a short one is hidden whole."""
    digits = "".join(_DIGIT.findall(value))
    return HIDDEN * 3 + (digits[-_PHONE_SHOWN:] if len(digits) >= _PHONE_LEAST else "")


def person_name(value: str) -> str:
    """Mask a name: the first letter of each word stays, "S••• R•••"; lengths are not told."""
    return " ".join(word[0] + HIDDEN * 3 for word in value.split()) or HIDDEN * 3


def redact(text: str) -> str:
    """Replace every run of 16 or more digits in free text, such as a NIK or a KK number.

    A blank, dot or hyphen between digits does not save it, nor do digits of another script; four
    years in a row are hidden with it, which is the smaller harm. What is put in their place
    keeps nothing: free text goes to logs, where nobody needs the place of issue.
    """
    return _RUN.sub(f"[{HIDDEN * 3}]", text)
