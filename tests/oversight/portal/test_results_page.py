"""The table of a list: filters, sorting, the chosen row, what is unknown, files, pages."""

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from balai.oversight.assessment import selectors
from tests.oversight.portal.factories import PublishedData, grow, long_list, rows_of

LIST = "/hasil/2024/baru/"


class TestTable(PublishedData):
    def names(self, query=""):
        return [row[1] for row in rows_of(self.source(LIST + query))]

    def test_results_lead_to_the_latest_list(self):
        assert self.client.get("/hasil/").headers["Location"] == LIST
        assert self.client.get("/en/hasil/").headers["Location"] == f"/en{LIST}"

    def test_the_ten_known_rows_and_one_for_the_forty_others(self):
        rows = rows_of(self.source(LIST))
        assert [(row[0], row[3]) for row in rows[:10]] == [
            ("1", "3,38"), ("2", "3,36"), ("3", "3,33"), ("4", "3,14"), ("5", "3,08"),
            ("6", "3,06"), ("7", "3,04"), ("8", "2,95"), ("9", "2,91"), ("10", "2,83"),
        ]  # fmt: skip
        assert rows[10] == ["11–50", "40 daerah lain: nilai belum diterbitkan, paling tinggi 2,83"]
        assert len(rows) == 11

    def test_where_ranks_are_not_computed_only_the_sources_rank_is_shown(self):
        rows = rows_of(self.source("/hasil/2024/reguler/"))
        assert [(row[0], row[1]) for row in rows[:2]] == [
            ("3", "Kota Madiun Jawa Timur"),
            ("– belum diketahui", "Kota Makassar Sulawesi Selatan"),
        ]
        assert rows[-1][1] == "186 daerah lain: nilai belum diterbitkan"

    def test_a_selection_without_scores_is_a_table_without_chart(self):
        source = self.source("/hasil/2018/terpilih/")
        rows = rows_of(source)
        assert rows[0][3] == "belum terbit"
        # Fifty in the list; the one whose rank is told has a row of its own.
        assert rows[-1][1] == "49 daerah lain: nilai belum diterbitkan"
        assert "Belum ada nilai yang diketahui." in source
        assert "Sebaran" not in source

    def test_the_chosen_region_is_marked_and_its_place_is_told(self):
        source = self.source(f"{LIST}?daerah=15.04")
        assert source.count('class="b-own"') == 1
        page = self.read(f"{LIST}?daerah=15.04")
        assert (
            "Batanghari: peringkat 8 dari 50, pertama di Provinsi Jambi dan pertama di Sumatera "
            "dalam daftar ini (diketahui sampai peringkat 10)."
        ) in page
        assert "Batanghari di antara yang lain" in page

    def test_without_a_chosen_region_no_row_is_marked(self):
        assert "b-own" not in self.source(LIST)

    def test_filters_by_name_province_and_island_group(self):
        assert [n.split(" Jawa")[0] for n in self.names("?nama=tasik malaya")[:1]] == [
            "Kab. Tasikmalaya"
        ]
        assert len(self.names("?provinsi=35")) == 3 + 1
        assert len(self.names("?pulau=jawa")) == 7 + 1
        assert len(self.names("?pulau=jawa&provinsi=36")) == 1 + 1

    def test_a_filter_says_how_many_and_keeps_the_unknown_in_sight(self):
        page = self.read(f"{LIST}?provinsi=35")
        assert "3 daerah ditemukan dalam daftar ini." in page
        assert "40 daerah lain: nilai belum diterbitkan" in page

    def test_a_filter_that_nothing_passes_says_so(self):
        page = self.read(f"{LIST}?nama=zzz")
        said = "Tidak ada daerah dengan saringan ini yang nilainya diketahui "
        assert f"{said}40 daerah lain: nilai belum diterbitkan, paling tinggi 2,83" in page
        assert "p-results" not in self.source(f"{LIST}?nama=zzz")

    def test_a_province_or_island_group_without_a_known_row_is_an_empty_answer(self):
        for query, chosen in (("?provinsi=11&daerah=15.04", "Aceh"), ("?pulau=papua", "Papua")):
            source = self.source(LIST + query)
            assert f" selected>{chosen}</option>" in source
            assert "0 daerah ditemukan dalam daftar ini." in source
            assert re.search(
                r'<a class="b-button b-button--secondary" href="([^"]*)"[^>]*>Hapus saringan</a>',
                source,
            )[1] == (f"{LIST}?daerah=15.04" if "daerah" in query else LIST)
        assert self.client.get(f"{LIST}hasil.json?provinsi=11").json()["rows"] == []

    def test_the_sources_of_the_rows_stand_apart_from_that_of_the_lists_size(self):
        page = self.read("/hasil/2024/reguler/")
        size = page[page.index("Besar daftar menurut:") :][:200]
        rows = page[: page.index("Besar daftar menurut:")]
        head = selectors.list_head("2024", "reguler")
        titles = {s.title for row in selectors.list_rows("2024", "reguler") for s in row.sources}
        assert head.source.title in size
        assert head.source.title not in titles
        assert all(title in rows for title in titles)
        assert "Besar daftar menurut:" not in self.read(LIST)

    @pytest.mark.usefixtures("empty_cache")
    def test_each_column_sorts_both_ways(self):
        first = {
            "peringkat": "Kota Blitar", "-peringkat": "Kab. Hulu Sungai Selatan",
            "daerah": "Kab. Bandung Barat", "-daerah": "Kab. Tegal",
            "provinsi": "Kab. Buleleng", "-provinsi": "Kab. Hulu Sungai Selatan",
            "indeks": "Kota Blitar", "-indeks": "Kab. Hulu Sungai Selatan",
        }  # fmt: skip
        for sort, name in first.items():
            assert self.names(f"?urut={sort}")[0].startswith(name), sort

    def test_the_sorted_column_says_its_direction_to_readers(self):
        assert 'aria-sort="ascending"><a class="b-sort" href="?urut=-daerah"' in self.source(
            f"{LIST}?urut=daerah"
        )
        assert 'aria-sort="descending"' in self.source(f"{LIST}?urut=indeks")
        assert 'aria-sort="ascending"' in self.source(f"{LIST}?urut=-indeks")

    def test_sorting_keeps_filter_and_chosen_region(self):
        assert 'href="?provinsi=15&amp;urut=indeks&amp;daerah=15.04"' in self.source(
            f"{LIST}?provinsi=15&daerah=15.04"
        )

    def test_another_year_leads_to_that_years_list(self):
        answers = {
            "2024": 200, "2023": "/hasil/2023/baru/", "2020": "/hasil/2020/nasional/", "1999": 404,
        }  # fmt: skip
        for year, expected in answers.items():
            answer = self.client.get(f"{LIST}?tahun={year}")
            assert answer.headers.get("Location", answer.status_code) == expected

    def test_what_is_not_there_is_not_found(self):
        for query in ("?provinsi=99", "?pulau=x", "?urut=x", "?halaman=2", "?halaman=x",
                      "?daerah=35.71"):  # fmt: skip
            self.read(LIST + query, status=404)
        for address in ("/hasil/2024/x/", "/hasil/1999/baru/", "/hasil/2024/baru/hasil.pdf"):
            self.read(address, status=404)

    def test_every_list_can_be_read_in_both_languages(self):
        from balai.oversight.assessment import selectors

        for head in selectors.lists():
            assert head.names.id in self.read(f"/hasil/{head.round_code}/{head.code}/")
            assert head.names.en in self.read(f"/en/hasil/{head.round_code}/{head.code}/")


class TestFiles(PublishedData):
    def test_csv_holds_the_rows_with_source_licence_and_what_is_missing(self):
        answer = self.client.get(f"{LIST}hasil.csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="balai-2024-baru.csv"'
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        head, first = rows[0], rows[1]
        told = dict(zip(head, first, strict=True))
        assert (told["Peringkat"], told["Kode wilayah"], told["Indeks"]) == ("1", "35.72", "3.38")
        assert told["Sumber"].startswith("Hasil asesmen smart city")
        notes = [row[0] for row in rows[12:]]
        assert any("ODbL-1.0" in note for note in notes)
        assert any("idn-area-data" in note for note in notes)
        assert "Nilai 40 daerah dalam daftar ini belum diketahui." in notes

    def test_a_file_honours_the_filter_and_the_order(self):
        body = self.client.get(f"{LIST}hasil.json?provinsi=35&urut=-indeks").json()
        assert [row["region"] for row in body["rows"]] == [
            "Kabupaten Sampang", "Kabupaten Kediri", "Kota Blitar",
        ]  # fmt: skip
        assert body["rows"][0]["name_as_published"] == "Kab. Sampang"

    def test_the_page_links_to_the_files_as_it_is_filtered(self):
        source = self.source(f"{LIST}?provinsi=35&urut=-indeks&daerah=35.72")
        assert 'href="/hasil/2024/baru/hasil.csv?provinsi=35&amp;urut=-indeks"' in source

    def test_xlsx_can_be_opened(self):
        body = self.client.get(f"{LIST}hasil.xlsx").content
        sheet = load_workbook(io.BytesIO(body), read_only=True)["Data"]
        rows = list(sheet.iter_rows(values_only=True))
        assert (rows[8][3], rows[8][4], float(rows[8][10])) == (8, "15.04", 2.95)

    def test_in_english_the_heads_are_english(self):
        body = self.client.get(f"/en{LIST}hasil.csv").content.decode("utf-8-sig")
        assert body.startswith("Round,Year,List,Rank,Area code")


class TestLongLists(PublishedData):
    """Two hundred rows cost as many queries as two."""

    def publish(self, size, make=long_list):
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), size)

    def queries(self, address):
        with CaptureQueriesContext(connection) as seen:
            self.client.get(address)
        return len(seen)

    def every_query(self):
        return {
            "results": self.queries("/hasil/2031/panjang/"),
            "stored": self.queries("/hasil/2031/panjang/"),
            "file": self.queries("/hasil/2031/panjang/hasil.csv"),
            "region": self.queries("/daerah/11.01/?tahun=2031"),
            "home": self.queries("/"),
            "regions": self.queries("/daerah/"),
            "search": self.queries("/daerah/?q=aceh"),
            "province": self.queries("/daerah/11/"),
        }

    def test_a_list_of_191_has_two_pages_and_a_histogram(self):
        self.publish(191)
        address = "/hasil/2031/panjang/"
        assert len(rows_of(self.source(address))) == 100
        second = self.source(f"{address}?halaman=2")
        assert len(rows_of(second)) == 91
        assert rows_of(second)[-1][0] == "191"
        assert '<span aria-current="page">2</span>' in second
        assert 'class="chart histogram' in second
        assert len(self.client.get(f"{address}hasil.json").json()["rows"]) == 191

    def test_two_rows_and_two_hundred_take_the_same_queries(self):
        self.publish(2)
        at_two = self.every_query()
        self.publish(200, make=grow)
        assert self.every_query() == at_two
        assert at_two == {
            "results": 10,
            "stored": 1,
            "file": 10,
            "region": 16,
            "home": 10,
            "regions": 5,
            "search": 6,
            "province": 6,
        }
