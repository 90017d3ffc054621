"""The whole official list, once on each database: what it holds, and that it holds or not."""

import os
import re
import subprocess
import sys
from collections import Counter
from urllib.parse import quote

import pytest
from django.db import connection

from balai.kernel.actor import System
from balai.registers.audit.models import AuditEntry
from balai.registers.regions import selectors, services
from balai.registers.regions.models import AreaList, Region
from tests.registers.regions.factories import PACKAGE

BY = System("tests")

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BATANGHARI = {
    "Mersam": 18,
    "Muara Tembesi": 14,
    "Muara Bulian": 21,
    "Batin XXIV": 17,
    "Pemayung": 19,
    "Maro Sebo Ulu": 17,
    "Bajubang": 10,
    "Maro Sebo Ilir": 8,
}


def test_the_official_list_holds_what_the_decree_says_and_again_changes_nothing():
    loaded = services.load_official_list(directory=PACKAGE, by=BY)
    assert (loaded.changed, loaded.areas, loaded.opened) == (True, 91_599, 91_599)
    assert Counter(Region.objects.values_list("kind", flat=True)) == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 7_285,
        "kelurahan": 8_496,
        "desa": 75_252,
        "desa adat": 14,
    }
    rows = list(Region.objects.values_list("code", "parent_code"))
    codes = {code for code, _parent in rows}
    assert len(codes) == len(rows)
    assert {parent for _code, parent in rows} - codes == {""}
    districts = selectors.children("15.04")
    assert {area.name: len(selectors.children(area.code)) for area in districts} == BATANGHARI

    _search_finds_batanghari_among_all()

    again = services.load_official_list(directory=PACKAGE, by=BY)
    assert (again.changed, again.areas) == (False, 91_599)
    assert (Region.objects.count(), AreaList.objects.count()) == (91_599, 1)
    assert AuditEntry.objects.filter(action="regions.load").count() == 1


def _search_finds_batanghari_among_all():
    for text in ("batang hari", "batanghari", "btanghari", "15.04"):
        assert selectors.search(text)[0].area.code.value == "15.04"
    assert "15.04" in [match.area.code.value for match in selectors.search("kab batang")]
    found = [match.area.code.value for match in selectors.search("terusan")]
    assert {"15.04.08.1008", "15.04.08.2006"} <= set(found)
    assert [match.area.code.value for match in selectors.search("terusan maro sebo ilir")] == [
        "15.04.08.1008",
        "15.04.08.2006",
    ]


def _url():
    """Return the address of the database under test, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    own = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    return f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_in_the_middle_leaves_nothing_and_may_be_repeated():
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "regions_load"],
        env={
            **os.environ,
            "DATABASE_URL": _url(),
            "DJANGO_SETTINGS_MODULE": "balai.config.settings",
            "PYTHONPATH": str(PACKAGE.parents[1]),
        },
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    said = []
    with process:
        for line in process.stderr:
            said.append(line)
            done = re.match(r"Memuat wilayah: ([0-9]+)", line)
            if done and int(done[1]) > 91_599 / 2:
                process.kill()
    assert process.returncode < 0, said
    assert (Region.objects.count(), AreaList.objects.count(), AuditEntry.objects.count()) == (
        0,
        0,
        0,
    )
    assert services.load_synthetic_province(by=BY).changed
