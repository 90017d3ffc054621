"""`balai accounts list`: who may sign in, and as what."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.registers.accounts import people_pages
from balai.registers.accounts.words import scope_label


class Command(BaseCommand):
    help = "List the accounts with their roles, one a line: e-mail, name, state, roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", choices=[role.value for role in Role], default="")
        parser.add_argument("--text", default="", help="part of a name or address")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        found = people_pages.users_for(
            System("accounts-list"), text=options["text"], role=options["role"]
        )
        people = list(found.order_by("email"))
        areas = people_pages.areas_of(
            role.region_code for row in people for role in people_pages.running(row)
        )
        for person in people:
            roles = "; ".join(scope_label(role, areas) for role in people_pages.running(person))
            state = "active" if person.is_active else "closed"
            self.stdout.write("\t".join((person.email, person.name, state, roles or "-")))
