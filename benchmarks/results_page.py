"""What a results page costs, in CPU time of one process a request, through the whole handler.

Every request goes through WSGIHandler with all middleware of the product, on SQLite with the
product's settings and the real published data; A and B run in turn, the ratio is the median
over the pairs.

1. stored   A: /hasil/2024/baru/ from the store (one query: the version; gzip; ETag).
            B: an empty view (`HttpResponse("")`) behind the same middleware. Aim: at most 4.
2. fresh    A: a made-up list of 191 with all scores known, its first page of 100 rows, made
            anew at each request: the store always answers "nothing", the digest is taken, no
            compression. Template, filters, sort links, 100 tiny bars, histogram and map.
            B: the same page by hand: the rows by one SQL query as tuples; the same drawings;
            the frame (header, menu, footer) as finished text; select boxes, table and bars as
            f-strings with `escape`; no sorting, filtering, sentences or translation.
            Aim: at most 6. "table only" is told beside it, without an aim: B is then the query
            and the bare table, while A stays the whole page.
3. hundred  A: the stored page with 100 times the rounds, lists and results behind it.
            B: the stored page as in 1. "hundred, fresh": both made anew. Aim: at most 1.3.

    python benchmarks/results_page.py [--pairs 9]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from balai.kernel.region_code import RegionCode

AIMS = {"stored": 4.0, "fresh": 6.0, "hundred": 1.3, "hundred, fresh": 1.3}
STORED = "/hasil/2024/baru/"
LONG = "/hasil/2031/panjang/"
TIMES = 100


def prepare(home: str) -> None:
    """Start Django in `home` and load areas, published data and the long list."""
    os.environ.update(
        BALAI_HOME=home,
        BALAI_ENV="test",
        BALAI_SECRET_KEY="only-for-the-benchmark",  # noqa: S106 - guards nothing
        DJANGO_SETTINGS_MODULE="balai.config.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    from tests.oversight.assessment.factories import published_results
    from tests.oversight.portal.factories import long_list

    call_command("migrate", verbosity=0)
    published_results()
    long_list(Path(home), 191)


def multiply() -> None:
    """Put 100 times the rounds, lists and results into the database."""
    from balai.oversight.assessment.models import Result, ResultList, Round

    for original in list(Round.objects.all()):
        lists = list(original.lists.all())
        results = list(original.results.all())
        for n in range(1, TIMES):
            copy = Round(
                code=f"{original.code}-{n}", year=original.year, edition_id=original.edition_id,
                name_id=original.name_id, name_en=original.name_en, version=original.version,
            )  # fmt: skip
            copy.save()
            kept = {}
            for old in lists:
                kept[old.pk] = ResultList.objects.create(
                    round=copy, code=old.code, name_id=old.name_id, name_en=old.name_en,
                    size=old.size, state=old.state, version=old.version,
                    published_at=old.published_at,
                )  # fmt: skip
            Result.objects.bulk_create(
                Result(
                    round=copy, list=kept.get(old.list_id), region=old.region, score=old.score,
                    name_published=old.name_published, rank_published=old.rank_published,
                )
                for old in results
            )  # fmt: skip


class Site:
    """The product's handler, with the benchmark's own addresses beside the product's."""

    def __init__(self) -> None:
        from django.core.handlers.wsgi import WSGIHandler
        from django.test import RequestFactory

        self.handler = WSGIHandler()
        self.factory = RequestFactory()

    def get(self, address: str, encoding: str = "") -> Any:  # noqa: ANN401 - Django's answer
        """Send one request through all middleware and close the answer."""
        environ = self.factory.get(address, headers={"Accept-Encoding": encoding}).environ
        response = self.handler.get_response(self.handler.request_class(environ))
        response.close()
        return response


def cpu(request: Callable[[], object], count: int) -> float:
    """Return milliseconds of CPU a request."""
    start = time.process_time()
    for _ in range(count):
        request()
    return (time.process_time() - start) * 1000 / count


def compare(  # noqa: PLR0913, PLR0917 - a line of the report
    name: str, a: Callable[[], object], b: Callable[[], object], pairs: int, count: int,
    between: tuple[Callable[[], None], Callable[[], None]] = (lambda: None, lambda: None),
) -> bool:  # fmt: skip
    """Run A and B in turn and print the median ratio; True if the aim is met."""
    spent = []
    for _ in range(pairs + 1):
        between[0]()
        a()
        left = cpu(a, count)
        between[1]()
        b()
        spent.append((left, cpu(b, count)))
    spent = spent[1:]  # the first pair warms up
    ratio = statistics.median(left / right for left, right in spent)
    left, right = (statistics.median(side) for side in zip(*spent, strict=True))
    aim = AIMS.get(name)
    met = aim is None or ratio <= aim
    verdict = "no aim" if aim is None else f"aim {aim:.1f}  {'met' if met else 'MISSED'}"
    print(f"{name:18} A {left:7.3f} ms  B {right:7.3f} ms  ratio {ratio:5.2f}  "
          f"{verdict}  ({pairs} pairs x {count})")  # fmt: skip
    return met


# B of "fresh": the page by hand

ROWS = """
SELECT result.region, result.score, area.name, province.code, province.name
FROM assessment_result result
JOIN assessment_resultlist list ON list.id = result.list_id
JOIN assessment_round round ON round.id = list.round_id
JOIN regions_region area ON area.code = result.region
JOIN regions_region province ON province.code = substr(result.region, 1, 2)
WHERE round.code = '2031' AND list.code = 'panjang'
ORDER BY result.score DESC, area.name
"""


class Named(NamedTuple):
    """As much of an area as the drawings ask for."""

    code: RegionCode
    name: str
    short_name: str


class Row(NamedTuple):
    """As much of a result as the drawings ask for."""

    rank: int
    region: str
    year: int
    score: Decimal
    area: Named
    province: Named


def fetch() -> list[Row]:
    """Read the list's rows by one query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        return [
            Row(
                rank, region, 2031, Decimal(score) / 100,
                Named(RegionCode(region), name, name.replace("Kabupaten ", "Kab. ")),
                Named(RegionCode(code), province, province),
            )
            for rank, (region, score, name, code, province) in enumerate(cursor.fetchall(), 1)
        ]  # fmt: skip


def _bar(hundredths: int) -> str:
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" x="0" y="0" width="100" height="8"/>'
        f'<rect class="mark" x="0" y="0" width="{hundredths / 4:g}" height="8"/></svg>'
    )


def _table(rows: Any) -> str:  # noqa: ANN401 - ResultRows
    lines = []
    for row in rows[:100]:
        name, province = escape(row.area.short_name), escape(row.province.name)
        shown = f"{row.score:.2f}".replace(".", ",")
        lines.append(
            f'<tr><td class="b-num b-key">{row.rank}</td><th scope="row">'
            f'<a href="/daerah/{row.region}/?tahun={row.year}">{name}</a>'
            f'<span class="b-second b-second--narrow">{province}</span></th>'
            f'<td class="b-wide">{province}</td><td class="b-num b-key">{shown}</td>'
            f'<td class="b-wide p-bar">{_bar(int(row.score * 100))}</td></tr>'
        )
    heads = "".join(
        f'<th scope="col" aria-sort="none"><a class="b-sort" href="?urut={code}">{label}</a></th>'
        for code, label in (("peringkat", "Peringkat"), ("daerah", "Daerah"), ("indeks", "Indeks"))
    )
    return (
        f'<table class="b-table p-results"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _drawings(head: Any, rows: Any, provinces: Any) -> str:  # noqa: ANN401 - facts
    from balai.oversight.portal import drawings
    from balai.oversight.portal.pages import lists

    best = lists.provinces_of(rows)
    tiles = drawings.tile_map(provinces, best, LONG)
    lines = "".join(
        f'<tr><th scope="row"><a href="{LONG}?provinsi={p.area.code}">{escape(p.area.name)}</a></th>'
        f"<td>{p.regions}</td><td>{p.best}</td></tr>"
        for p in best
    )
    classes = "".join(f'<li><i class="s{n}"></i>{words}</li>' for n, words in tiles.classes)
    strip = drawings.strip(head, rows, None)
    return f"{strip}{tiles.drawing}<ul>{classes}</ul><table><tbody>{lines}</tbody></table>"


def by_hand(frame: tuple[str, str] | None) -> Callable[..., Any]:
    """Return a view that writes the page by hand; frame: text before and after, None: table only."""
    from datetime import date

    from django.http import HttpResponse

    from balai.oversight.assessment import selectors
    from balai.registers.regions import selectors as regions
    from balai.ui.access import public

    @public
    def view(_request: object) -> HttpResponse:
        rows = fetch()
        if frame is None:
            return HttpResponse(_table(rows))
        heads = selectors.lists("2031")
        provinces = regions.provinces(on=date(2031, 12, 31))
        names = {row.province.code.value: row.province.name for row in rows}
        options = "".join(f'<option value="{c}">{escape(n)}</option>' for c, n in names.items())
        years = "".join(f'<option value="{y}">{y}</option>' for y in {h.year for h in heads})
        body = (
            f"<h1>Daftar panjang 2031</h1><form><select>{options}</select><select>{years}</select>"
            f"</form>{_table(rows)}{_drawings(heads[0], rows, provinces)}"
        )
        return HttpResponse(frame[0] + body + frame[1])

    return view


def addresses(frame: tuple[str, str] | None = None) -> None:
    """Put the benchmark's views beside the product's."""
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path

    from balai.config import urls

    urls.urlpatterns[:0] = [
        path("kosong/", lambda _request: HttpResponse("")),
        path("tabel/", by_hand(None)),
        path("tangan/", by_hand(frame or ("", ""))),
    ]
    clear_url_caches()


def frame_of(source: str) -> tuple[str, str]:
    """Cut the finished text before and after what is made by hand out of a rendered page."""
    start = source.index('<div class="b-title-band">')
    end = source.index("</main>")
    return source[:start], source[end:]


def use(home: str) -> Callable[[], None]:
    """Return what makes the process read the database of that folder."""
    from django.core.cache import caches
    from django.db import connection

    def switch() -> None:
        connection.close()
        connection.settings_dict["NAME"] = f"{home}/balai.sqlite3"
        caches["pages"].clear()

    return switch


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=9)
    pairs = max(7, parser.parse_args().pairs)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as wide:
        prepare(home)
        from django.db import connection
        from django.test import override_settings

        site = Site.__new__(Site)
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            site.__init__()
            frame = frame_of(site.get(LONG).content.decode())
            addresses(frame)
            met = [
                compare("stored", lambda: site.get(STORED, "gzip"), lambda: site.get("/kosong/"),
                        pairs, 300),
            ]  # fmt: skip
            none = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
            dummy = {"default": none, "pages": none}
            with override_settings(CACHES=dummy):
                words = site.get("/tangan/").content.decode()
                missing = [n for n in ("Kab. Aceh Selatan", "3,99") if n not in words]
                if missing:
                    print("the page by hand lacks", missing)
                    return 1
                met.append(compare("fresh", lambda: site.get(LONG), lambda: site.get("/tangan/"),
                                   pairs, 10))  # fmt: skip
                met.append(compare("fresh, table only", lambda: site.get(LONG),
                                   lambda: site.get("/tabel/"), pairs, 10))  # fmt: skip
            connection.close()
            shutil.copy(f"{home}/balai.sqlite3", f"{wide}/balai.sqlite3")
            use(wide)()
            multiply()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            stored = lambda: site.get(STORED, "gzip")  # noqa: E731 - used twice below
            met.append(compare("hundred", stored, stored, pairs, 300, (use(wide), use(home))))
            with override_settings(CACHES=dummy):
                fresh = lambda: site.get(STORED)  # noqa: E731 - used twice below
                met.append(compare("hundred, fresh", fresh, fresh, pairs, 10,
                                   (use(wide), use(home))))  # fmt: skip
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
