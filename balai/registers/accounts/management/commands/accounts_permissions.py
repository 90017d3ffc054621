"""`balai accounts permissions`: the table of who may do what, for the docs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from balai.kernel.permissions import DECIDING_ROLES, ROLE_LABELS, Action, Role, all_actions
from balai.registers.accounts.invitation import MACHINE


class Command(BaseCommand):
    help = "Print the table action × role as Markdown, from the actions that the parts declare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", choices=["id", "en"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        self.stdout.write(permissions_table(all_actions(), language=options["language"]))


def permissions_table(actions: tuple[Action, ...], *, language: str = "en") -> str:
    """Write the table: a row an action, a column a role, ✓ where the role may.

    Scope "country": only with a scope over the whole country. Roles marked * need a second factor.
    """
    place = 1 if language == "en" else 0
    head = ["Action", "Code", "Scope", *(_role(role, place) for role in Role)]
    lines = [_row(head), _row(["---"] * len(head))]
    lines += [
        _row(
            [
                action.names[place],
                f"`{action.code}`",
                "country" if action.national else "area",
                *("✓" if role in action.roles else "" for role in Role),
            ]
        )
        for action in actions
    ]
    return "\n".join(
        [
            *lines,
            "",
            (
                "\\* decides: none of its rights without a proved second factor. What is not in "
                "the table is refused."
            ),
            "",
            "## Invitation",
            "",
            MACHINE.table(language="en").rstrip(),
            "",
            "```mermaid",
            MACHINE.mermaid(language="en").rstrip(),
            "```",
        ]
    )


def _role(role: Role, place: int) -> str:
    return ROLE_LABELS[role][place] + (" \\*" if role in DECIDING_ROLES else "")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
