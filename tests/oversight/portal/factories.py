"""Real data loaded once a class, pages as a person reads them, and lists of any length."""

import html
import re

from django.test import TestCase

from balai.kernel.actor import System
from balai.oversight.assessment import services
from balai.registers.intake import services as intake
from balai.registers.regions import selectors as regions
from tests.oversight.assessment import factories as assessment

BY = System("tests")
_SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


class PublishedData(TestCase):
    """Tests that read what set-up loads: all real areas and results, once a class."""

    @classmethod
    def setUpTestData(cls):
        assessment.published_results()

    def read(self, address, status=200, **headers):
        """Fetch a page and return it as a person reads it: words, without drawings or tags."""
        response = self.client.get(address, **headers)
        assert response.status_code == status, response.headers.get("Location")
        return text_of(response)

    def source(self, address):
        return self.client.get(address).content.decode()


def text_of(response):
    """Return the words of a page, one space between them."""
    source = re.sub("</?b>", "", response.content.decode())
    words = html.unescape(_SILENT.sub(" ", source))
    return re.sub(r"\s+", " ", words).replace("\xa0", " ").strip()


def rows_of(source, table="p-results"):
    """Return the body rows of a table as lists of cells, each in words."""
    body = re.search(rf'<table class="[^"]*{table}.*?<tbody>(.*?)</tbody>', source, re.DOTALL)[1]
    cells = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", html.unescape(_SILENT.sub(" ", cell))).strip()
            for cell in cells.findall(row)
        ]
        for row in body.split("</tr>")
        if "<t" in row
    ]


def long_list(folder, size, *, code="panjang"):
    """Publish a made-up list of that many regions, all scores known. Only for tests."""
    assessment.make_round("2031", 2031)
    grow(folder, size, code=code)
    services.publish_list(round_code="2031", list_code=code, by=BY)


def grow(folder, size, *, code="panjang"):
    """Bring the made-up list to that many regions."""
    areas = [
        child for p in regions.provinces(synthetic=False) for child in regions.children(p.code)
    ]
    assessment.make_list("2031", code, size=size, known_down_to=size)
    lines = ["region_code,name_as_published,score"]
    lines += [
        f"{area.code},{area.name},{(400 - n) / 100:.2f}" for n, area in enumerate(areas[:size])
    ]
    path = folder / f"{code}.csv"
    path.write_text("\n".join(lines))
    options = {"list": f"2031/{code}", "source_title": "Surat percobaan"}
    report = intake.import_file(kind="published-results", path=path, options=options, by=BY)
    assert report.exit_code == 0, report.text()
