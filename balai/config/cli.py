"""The `balai` command: every command of the product under one name.

A part that ships `management/commands/<part>_<verb_noun>.py` thereby has
`balai <part> <verb-noun>`; nothing is registered by hand. Commands of the installation as a
whole (`setup`, `serve`, …) lie in this part and stand alone.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import BaseCommand

PACKAGE = Path(__file__).resolve().parents[1]

EXIT_CODES = {
    0: "done; a question was answered",
    1: "done, and something is wrong: see what was printed",
    2: "the command's own words are wrong; nothing was tried",
    65: "the data given are refused; nothing was changed",
    69: "something that is needed is missing or does not answer",
    78: "the installation is not set up, or a setting cannot be used",
    130: "stopped by Ctrl-C",
}

FROM_DJANGO: dict[tuple[str, ...], str] = {
    ("database", "migrate"): "migrate",
    ("database", "check"): "check",
    ("database", "make-migrations"): "makemigrations",
    ("database", "shell"): "dbshell",
    ("sessions", "clear"): "clearsessions",
    ("shell",): "shell",
}
"""Django's own commands that an installation needs, under names that say what they do."""

SHORT: dict[tuple[str, ...], str] = {("worker",): "work_worker"}
"""Commands of a part that are started so often that they stand alone, and only so."""


def commands() -> dict[tuple[str, ...], str]:
    """Every command: its words → the name Django knows it by. Reads file names only."""
    found: dict[tuple[str, ...], str] = {}
    for path in PACKAGE.glob("*/**/management/commands/*.py"):
        name = path.stem
        if name.startswith("_"):
            continue
        part = path.parents[2].name
        rest = name.removeprefix(f"{part}_").replace("_", "-")
        found[(rest,) if part == "config" else (part, rest)] = name
    long_forms = set(SHORT.values())
    return {
        **{words: name for words, name in found.items() if name not in long_forms},
        **FROM_DJANGO,
        **SHORT,
    }


def _load(name: str) -> BaseCommand:
    """Import a command by the name Django knows it by."""
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415 - needs settings

    app = get_commands()[name]
    return load_command_class(app, name) if isinstance(app, str) else app


class SettingsError(Exception):
    """A setting of the environment cannot be used; says which, in its own words."""


def _start() -> None:
    """Start Django. Raises SettingsError for a setting that cannot be used."""
    import django  # noqa: PLC0415 - a mistyped command is answered without it

    try:
        django.setup()
    except Exception as error:
        raise SettingsError(f"{type(error).__name__}: {error}") from error


def _speak() -> None:
    """Answer in the installation's language, or in the one that BALAI_LANGUAGE names."""
    from django.utils import translation  # noqa: PLC0415 - needs settings

    translation.activate(os.environ.get("BALAI_LANGUAGE", "id"))


def _not_set_up(error: Exception) -> bool:
    """Whether the database says that there is no file, no server or no table yet."""
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415 - needs settings

    signs = (
        "no such table",
        "unable to open",
        "does not exist",
        "connection failed",
        "couldn't get",
    )
    return isinstance(error, (OperationalError, ProgrammingError)) and any(
        sign in str(error) for sign in signs
    )


def overview() -> str:
    """Write the page that `balai --help` prints."""
    table = commands()
    lines = ["Usage: balai COMMAND [OPTIONS]   (balai COMMAND --help tells more)", ""]
    width = max(len(" ".join(words)) for words in table)
    for words in sorted(table, key=lambda words: (len(words) > 1, words)):
        summary = str(_load(table[words]).help).strip().splitlines()[0]
        lines.append(f"  {' '.join(words):<{width}}  {summary}")
    lines += ["", "Exit codes:"]
    lines += [f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES.items()]
    return "\n".join(lines)


def _unknown(words: Sequence[str], table: dict[tuple[str, ...], str]) -> str:
    """Say which command was probably meant."""
    said = " ".join(words[:2])
    names = [" ".join(known) for known in table]
    same_part = [name for name in names if name.split()[0] == words[0]]
    near = same_part or get_close_matches(said, names, n=3, cutoff=0.5)
    hint = f" Did you mean: {', '.join(sorted(near))}?" if near else ""
    return f"balai: there is no command “{said}”.{hint} `balai --help` lists all."


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code (see EXIT_CODES)."""
    try:
        return _run(argv)
    except SettingsError as error:
        print(f"balai: a setting cannot be used: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 78


def _run(argv: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")
    os.umask(0o077)  # whatever an installation writes is its owner's alone
    table = commands()
    for length in (2, 1):
        words = tuple(argv[:length])
        if len(words) == length and words in table:
            _start()
            command = _load(table[words])
            _speak()
            try:
                command.run_from_argv(["balai", " ".join(words), *argv[length:]])
            except Exception as error:
                if not _not_set_up(error):
                    raise
                print(  # noqa: T201 - the command line speaks
                    f"balai: {str(error).splitlines()[0]}. `balai setup`, then `balai doctor`.",
                    file=sys.stderr,
                )
                return 78
            except KeyboardInterrupt:
                print("balai: stopped.", file=sys.stderr)  # noqa: T201 - the command line speaks
                return 130
            return 0
    if not argv or argv[0] in {"-h", "--help", "help"}:
        _start()
        print(overview())  # noqa: T201 - the command line speaks
        return 0
    print(_unknown(argv, table), file=sys.stderr)  # noqa: T201 - the command line speaks
    return 2
