"""The licence of the areas stands on every public page: it asks for that."""

import re

from balai.registers.regions.models import AreaList
from tests.oversight.portal.factories import PublishedData

PAGES = (
    "/",
    "/daerah/",
    "/daerah/?q=kediri",
    "/daerah/?provinsi=35",
    "/daerah/35.71/",
    "/daerah/15/",
    "/hasil/2024/baru/",
    "/cara-menilai/",
    "/cara-membaca-peringkat/",
    "/istilah/",
    "/versi-data/",
)
SAID = (
    "Kode dan nama wilayah: idn-area-data 4.0.1 menurut Kepmendagri 300.2.2-2138 Tahun 2025, "
    "lisensi ODbL-1.0."
)


class TestTheLicence(PublishedData):
    def foot(self, address):
        return re.search(r"<footer.*</footer>", self.source(address), re.DOTALL)[0]

    def said(self, address):
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", self.foot(address)))
        return text.count(self.sentence())

    def sentence(self):
        loaded = AreaList.objects.get(synthetic=False)
        return SAID.replace("4.0.1", loaded.version)

    def test_it_stands_once_in_the_foot_of_every_public_page(self):
        assert {address: self.said(address) for address in PAGES} == dict.fromkeys(PAGES, 1)

    def test_an_unknown_region_is_answered_with_it_too(self):
        assert self.read("/daerah/35.99/", 404).count(self.sentence()) == 1

    def test_the_page_of_downloads_says_it_once_among_its_sources(self):
        assert self.said("/data-terbuka/") == 0
        assert self.read("/data-terbuka/").count(self.sentence()) == 1

    def test_in_english_it_is_english(self):
        assert "ODbL-1.0" in self.foot("/en/")
        assert "Kode dan nama" not in self.foot("/en/")


class TestBeforeTheFirstAreas(PublishedData):
    @classmethod
    def setUpTestData(cls):
        """Load nothing."""

    def test_nothing_is_attributed(self):
        source = self.source("/istilah/")
        assert "Kode dan nama wilayah" not in source
        assert "<p></p>" not in source
