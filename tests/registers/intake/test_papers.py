"""What the README of the part says is so."""

import re
import sys
import types
from pathlib import Path

import pytest

from balai.kernel import permissions
from balai.kernel.permissions import Action, Role
from balai.registers import intake
from balai.registers.intake import limits, services, states
from tests.registers.intake.factories import Person, csv_bytes

README = (Path(intake.__file__).parent / "README.md").read_text()
EXAMPLE = README.partition("```python\n")[2].partition("```")[0]


def test_the_table_of_states_is_the_machines():
    written = README.partition("states.py -->\n")[2].partition("<!-- end of states -->")[0]
    machine = states.batch_machine("the kind's action")
    assert written == f"{machine.table()}\n```mermaid\n{machine.mermaid()}```\n"


def test_the_limits_are_those_of_the_code():
    written = re.search(r"## Limits\n(.*?)\n\n", README, re.DOTALL)[1].replace("\n", " ")
    assert written.startswith(
        f"{limits.MAX_BYTES >> 20} MiB, {limits.MAX_ROWS:,} rows, {limits.MAX_COLUMNS} columns, "
        f"{limits.MAX_CELL:,} characters a cell; a workbook unpacks to at most "
        f"{limits.MAX_UNPACKED >> 20} MiB in {limits.MAX_PARTS:,} parts and shows at most "
        f"{limits.MAX_TEXT >> 20} million characters."
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("stall_kind")
def test_the_example_of_a_kind_works_and_has_at_most_forty_lines(monkeypatch):
    prices = {"gula": 17_000, "beras": 14_500}
    market = types.ModuleType("balai.services.market")
    market.selectors = types.SimpleNamespace(
        prices=lambda keys: {k: prices[k] for k in keys if k in prices}
    )
    market.services = types.SimpleNamespace(set_prices=lambda new, by: prices.update(new))  # noqa: ARG005 - the example's signature
    monkeypatch.setitem(sys.modules, "balai.services.market", market)
    monkeypatch.setitem(sys.modules, "balai.services", types.ModuleType("balai.services"))
    space = {}
    exec(EXAMPLE, space)  # noqa: S102 - our own README
    permissions.register(
        Action(
            "market.import_prices", ("Impor", "Import"), frozenset({Role.OFFICER}), national=True
        )
    )
    services.register_kind(space["Prices"]())
    by = Person(actions=frozenset({"market.import_prices"}))

    def stage(key, *rows):
        content = csv_bytes(*rows, header=("Barang", "harga"))
        return services.stage(
            kind="market-prices", content=content, name="h.csv", options={}, key=key, by=by
        )

    assert stage("k-1", ("beras", "mahal")).state == "failed"
    batch = stage("k-2", ("beras", "15000"), ("gula", "17000"), ("garam", "9000"))
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (1, 1, 1)
    services.apply(batch=batch, by=by)
    assert prices == {"gula": 17_000, "beras": 15_000, "garam": 9_000}
    body = EXAMPLE.partition("class Prices")[2]
    assert len([line for line in body.splitlines() if line.strip()]) <= 40
