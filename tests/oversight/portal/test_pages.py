"""What a person reads on the public pages, with the real results."""

import hashlib
import re

from django.utils import timezone
from django.utils.translation import override

from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import selectors
from balai.oversight.portal import words
from balai.registers.regions.models import AreaList
from balai.ui.figures import day
from tests.oversight.portal.factories import PublishedData, rows_of


class TestHome(PublishedData):
    def test_the_first_thing_one_reads_is_who_leads_the_latest_list(self):
        heading = re.search(r"<h1>(.*?)</h1>", self.source("/"))[1]
        assert heading == "Kota Blitar memimpin daftar baru 2024 dengan 3,38"

    def test_in_english_the_same_finding(self):
        assert "Kota Blitar leads the new list 2024 with 3.38" in self.read("/en/")

    def test_it_says_how_much_of_the_list_is_known(self):
        assert (
            "Lima puluh daerah dinilai untuk pertama kali. Nilai sepuluh teratas sudah diketahui, "
            "dari 2,83 sampai 3,38."
        ) in self.read("/")

    def test_the_first_five_in_order(self):
        listed = re.search(r'<ol class="b-top">(.*?)</ol>', self.source("/"), re.DOTALL)[1]
        assert re.findall(r"<a [^>]*>(.*?)</a><b>(.*?)</b>", listed) == [
            ("Kota Blitar", "3,38"),
            ("Kab. Kediri", "3,36"),
            ("Kab. Tegal", "3,33"),
            ("Kab. Bandung Barat", "3,14"),
            ("Kab. Tasikmalaya", "3,08"),
        ]

    def test_the_map_has_its_table(self):
        assert rows_of(self.source("/"), "p-provinces") == [
            ["Jawa Timur", "3", "3,38"],
            ["Jawa Tengah", "1", "3,33"],
            ["Jawa Barat", "2", "3,14"],
            ["Bali", "1", "3,06"],
            ["Banten", "1", "3,04"],
            ["Jambi", "1", "2,95"],
            ["Kalimantan Selatan", "1", "2,83"],
        ]
        assert "Tujuh dari 38 provinsi punya daerah di sepuluh teratas." in self.read("/")

    def test_each_page_names_itself_in_the_other_language(self):
        source = self.source("/hasil/2024/baru/?daerah=15.04")
        assert 'hreflang="en" href="/en/hasil/2024/baru/?daerah=15.04"' in source
        assert 'hreflang="id" href="/hasil/2024/baru/?daerah=15.04"' in source


class TestEmptyInstallation(PublishedData):
    @classmethod
    def setUpTestData(cls):
        """Load nothing: an installation before its first data."""

    def test_home_says_that_nothing_is_published(self):
        assert "Belum ada hasil evaluasi yang diterbitkan" in self.read("/")

    def test_results_say_that_nothing_is_published(self):
        assert "Belum ada hasil yang diterbitkan" in self.read("/hasil/")

    def test_the_method_waits_for_its_instrument(self):
        assert "Instrumen belum dimuat" in self.read("/cara-menilai/")

    def test_all_other_pages_can_be_read(self):
        for name in ("data-terbuka", "istilah", "privasi", "aksesibilitas", "versi-data",
                     "cara-membaca-peringkat", "daerah"):  # fmt: skip
            assert "Balai" in self.read(f"/{name}/")
            assert "Balai" in self.read(f"/en/{name}/")


class TestFindingARegion(PublishedData):
    def test_a_search_says_how_many_were_found(self):
        source = self.source("/daerah/?q=kediri")
        assert "2 daerah ditemukan" in source
        assert rows_of(source, "p-entries") == [
            ["Kab. Kediri Jawa Timur", "Jawa Timur", "35.06", "3,36", "2024"],
            ["Kota Kediri Jawa Timur", "Jawa Timur", "35.71", "3,20", "2023"],
        ]

    def test_a_code_can_be_searched(self):
        found = rows_of(self.source("/daerah/?q=15.04"), "p-entries")
        assert [row[0] for row in found] == ["Kab. Batanghari Jambi"]

    def test_nothing_found_says_what_to_try(self):
        read = self.read("/daerah/?q=qqqq")
        assert "Tidak ada daerah dengan nama itu" in read
        assert "Coba sebagian nama saja" in read

    def test_what_was_searched_for_cannot_bring_markup(self):
        assert "<b>x" not in self.source("/daerah/?q=<b>x</b>")

    def test_a_province_lists_its_regions(self):
        page = self.read("/daerah/15/")
        assert "Provinsi Jambi" in page
        assert "11 kabupaten dan kota, 3 di antaranya punya hasil." in page
        rows = rows_of(self.source("/daerah/15/"), "p-entries")
        assert rows[0] == ["Kab. Kerinci", "15.01", "belum ada", ""]
        assert ["Kab. Batanghari", "15.04", "2,95", "2024"] in rows

    def test_the_same_by_choosing_the_province(self):
        rows = rows_of(self.source("/daerah/?provinsi=15"), "p-entries")
        assert rows == rows_of(self.source("/daerah/15/"), "p-entries")

    def test_all_provinces_with_the_number_of_regions_with_results(self):
        page = self.read("/daerah/")
        assert "Jambi 3" in page
        assert "Provinsi Contoh 0" in page

    def test_an_unknown_province_is_not_found(self):
        for code in ("77", "35.71", "3571", "15.", "x"):
            self.read(f"/daerah/?provinsi={code}", status=404)
        for code in ("3571", "15.4", "35.71.01"):
            self.read(f"/daerah/{code}/", status=404)


class TestRegion(PublishedData):
    def test_kediri_2022_says_its_finding_in_three_sentences(self):
        source = self.source("/daerah/35.71/?tahun=2022")
        listed = re.search(r'<ul class="b-sentences">(.*?)</ul>', source, re.DOTALL)[1]
        assert [re.sub("<.*?>", "", line) for line in re.findall(r"<li>(.*?)</li>", listed)] == [
            "Indeks Kota Kediri 3,31 dari 4, naik 0,25 dalam setahun.",
            "Komponen terkuat adalah quick win (3,65); yang terlemah impact (3,07).",
            (
                "Dari enam dimensi, economy tertinggi (3,50). Governance, branding, dan environment "
                "terendah (2,75)."
            ),
        ]

    def test_the_rank_is_told_with_its_list_and_not_out_of_more_than_the_source_says(self):
        page = self.read("/daerah/35.71/?tahun=2022")
        assert "22 peringkat nasional, dari berapa daerah tidak disebut sumber" in page
        assert "22 dari 141" not in page

    def test_a_rank_or_a_change_that_is_not_known_is_said_in_words(self):
        seconds = re.compile(r"<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)
        found = dict(pair[::-1] for pair in seconds.findall(self.source("/daerah/15.04/")))
        assert found["nilai sebelumnya"] == "belum ada"
        english = dict(pair[::-1] for pair in seconds.findall(self.source("/en/daerah/15.04/")))
        assert english["earlier score"] == "none yet"
        for brief in selectors.regions_with_results():
            for year in brief.years:
                source = self.source(f"/daerah/{brief.region}/?tahun={year}")
                assert not {"–", "-", ""} & {
                    word.strip() for word, _label in seconds.findall(source)
                }

    def test_the_history_has_its_changes(self):
        source = self.source("/daerah/35.71/?tahun=2022")
        table = source[source.index("Indeks dan perubahannya") :]
        table = table[table.index("<tbody>") : table.index("</tbody>")]
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")]
        assert [[re.sub("<.*?>", "", cell) for cell in row] for row in rows if row] == [
            ["2020", "2,87", "belum ada", "berita"],
            ["2021", "3,06", "+0,19", "berita"],
            ["2022", "3,31", "+0,25", "berita"],
            ["2023", "3,20", "−0,11", "berita"],
        ]
        assert "Naik dua kali, lalu turun 0,11 pada 2023." in source

    def test_the_published_index_stands_beside_the_recomputed_one(self):
        page = self.read("/daerah/35.71/?tahun=2022")
        assert "Dihitung ulang 100% 3,315 Diterbitkan 3,31" in page
        assert "cocok Komponen dan indeks diterbitkan dengan dua desimal" in page
        assert "Nilai ini sama dengan nilai impact." in page

    def test_what_is_not_known_stands_beside_what_is(self):
        page = self.read("/daerah/35.71/?tahun=2022")
        assert "Bobot 10/20/30/20/20 menghasilkan 3,315, cocok dengan 3,31." in page
        assert "Jumlah daerah yang masuk peringkat. Pada 2022 ada 141 daerah dievaluasi." in page
        assert "Isi surat belum kami terima." in page

    def test_the_sources_say_what_they_hold(self):
        page = self.read("/daerah/35.71/")
        assert "(Antara Jatim) . Memuat indeks 2020 dan 2021." in page
        assert "Memuat indeks 2022, komponen 2022, dan dimensi 2022." in page

    def test_without_a_year_the_latest_score_is_shown(self):
        assert "Indeks pencapaian 2023 3,20" in self.read("/daerah/35.71/")

    def test_batanghari_claims_its_firsts_only_as_far_as_the_list_is_known(self):
        page = self.read("/daerah/15.04/")
        assert "Indeks Kab. Batanghari 2,95 dari 4 pada 2024. Nilai sebelumnya belum ada." in page
        assert "Peringkat 8 dari 50 dalam daftar baru 2024." in page
        assert (
            "Pertama di Provinsi Jambi dan pertama di Sumatera dalam daftar ini "
            "(diketahui sampai peringkat 10)."
        ) in page

    def test_a_joint_first_place_is_called_joint(self):
        page = self.read("/daerah/51.71/?tahun=2020")
        assert "Peringkat 1 dari 75 bersama dalam daftar nasional 2020." in page

    def test_a_rank_without_a_score_is_shown_as_that(self):
        page = self.read("/daerah/14.71/")
        assert "Indeks Kota Pekanbaru 2021 belum diterbitkan." in page
        assert "Peringkat 7 dari 100 dalam daftar nasional 2021." in page

    def test_a_figure_quoted_from_the_year_after_is_marked(self):
        assert "2023 2,87 belum ada dikutip 2024" in self.read("/daerah/81.71/")

    def test_a_region_without_results_says_so_and_why(self):
        page = self.read("/daerah/15.01/")
        assert "Hasil evaluasi Kabupaten Kerinci belum kami ketahui." in page
        assert "Angka tidak pernah ditebak." in page

    def test_an_unknown_code_leads_to_the_search(self):
        for code in ("77.77", "77", "batanghari", "15.04.01"):
            page = self.read(f"/daerah/{code}/", status=404)
            assert f"dengan kode {code} yang masih berlaku" in page
            assert "Cari provinsi, kabupaten, atau kota" in page

    def test_a_year_without_result_is_not_found(self):
        self.read("/daerah/35.71/?tahun=2019", status=404)
        self.read("/daerah/15.01/?tahun=2019", status=404)
        self.read("/daerah/35.71/?tahun=x", status=404)

    def test_a_made_up_region_carries_its_band(self):
        assert "Data sintetis." in self.read("/daerah/99.01/")
        assert "Kabupaten Contoh (99.01) tidak ada." in self.read("/daerah/99.01/")
        for address in ("/daerah/99/", "/daerah/?provinsi=99"):
            assert "Provinsi Contoh (99) tidak ada." in self.read(address)
        assert "Data sintetis." not in self.read("/daerah/15.04/")

    def test_in_english_the_page_has_no_indonesian_sentence(self):
        page = self.read("/en/daerah/35.71/?tahun=2022")
        assert "The index of Kota Kediri is 3.31 of 4, up 0.25 in a year." in page
        assert "What is known and what is not" in page
        own_words = page[: page.index("Letter and sources")]
        for word in ("Peringkat", "Nilai", "daerah", "3,31", "belum"):
            assert word not in own_words
        assert '<a lang="id" href="' in self.source("/en/daerah/35.71/")

    def test_every_region_with_results_can_be_read_in_both_languages(self):
        for brief in selectors.regions_with_results():
            for year in brief.years:
                assert brief.area.name in self.read(f"/daerah/{brief.region}/?tahun={year}")
                assert brief.area.name in self.read(f"/en/daerah/{brief.region}/?tahun={year}")


class TestMethodAndWords(PublishedData):
    def test_the_method_shows_components_weights_and_formula(self):
        page = self.read("/cara-menilai/")
        assert (
            "10% × Baseline + 20% × Output + 30% × Outcome + 20% × Impact + 20% × Quick win"
        ) in page
        assert (
            "rata-rata dari Governance + Branding + Economy + Living + Society + Environment"
            in page
        )

    def test_what_was_reconstructed_is_labelled(self):
        edition = selectors.edition()
        labelled = self.source("/cara-menilai/").count("rekonstruksi</span>")
        items = [item for item in edition.items if item.status == "rekonstruksi"]
        rolled = [roll for roll in edition.roll_ups if roll.status == "rekonstruksi"]
        assert labelled == len(items) + len(rolled) + 1
        for item in edition.items:
            with override("id"):
                assert str(item.names) in self.read("/cara-menilai/")

    def test_reading_a_rank_shows_two_lists_of_one_year(self):
        page = self.read("/cara-membaca-peringkat/")
        assert "daftar baru 2024: dari 2,83 sampai 3,38" in page
        assert "daftar reguler 2024: dari" in page
        assert "Daftar nasional 2020 75 9 1" in page

    def test_every_download_is_listed_with_the_digest_of_what_one_gets(self):
        page = self.read("/data-terbuka/")
        assert "ODbL-1.0" in page
        assert "idn-area-data" in page
        for address in ("/hasil/2024/baru/hasil.csv", "/data-terbuka/semua-hasil.csv"):
            assert hashlib.sha256(self.client.get(address).content).hexdigest() in page

    def test_the_version_page_says_what_is_loaded(self):
        page = self.read("/versi-data/")
        shown = f"Versi data {words.shown_version(selectors.data_version())}"
        assert shown.startswith("Versi data 2024.")
        assert page.count(shown) == 2, "heading and footer"
        assert shown in self.read("/"), "the footer of every public page"
        assert shown in self.read("/daerah/35.71/").replace("versi data", "Versi data")
        assert "38 provinsi" in page
        assert "gmsc-2021" in page

    def test_the_day_of_a_list_here_is_said_to_be_that_of_loading(self):
        """The letter is of another day; "published" would be taken for that one."""
        today = day(timezone.localdate(), "id", short=True).replace("\xa0", " ")
        assert f"· dimuat di Balai {today}" in self.read("/data-terbuka/")
        assert "· diterbitkan" not in self.read("/data-terbuka/")
        assert "Dimuat di Balai" in self.read("/versi-data/")
        assert "· loaded into Balai" in self.read("/en/data-terbuka/")

    def test_thousands_are_grouped_and_the_names_of_licences_are_not_broken(self):
        AreaList.objects.update(districts=7285, villages=83762)
        assert "7.285 kecamatan, 83.762 desa/kelurahan" in self.read("/versi-data/")
        assert "7,285 districts, 83,762 villages" in self.read("/en/versi-data/")
        licences = re.findall(r'<span class="b-nowrap">([^<]*)</span>', self.source("/versi-data/"))
        assert any(found.startswith("300.2.2-") for found in licences)
        assert all("-" in found for found in licences)

    def test_the_glossary_has_an_anchor_for_each_word(self):
        source = self.source("/istilah/")
        assert source.count("<dt>") == len(set(re.findall(r'<div id="([a-z-]+)">', source)))

    def test_search_engines_get_the_pages_in_both_languages(self):
        assert "Sitemap: http://testserver/sitemap.xml" in self.source("/robots.txt")
        found = re.findall(r"<loc>(.*?)</loc>", self.source("/sitemap.xml"))
        assert "http://testserver/daerah/15.04/" in found
        assert "http://testserver/en/hasil/2024/baru/" in found
        assert len(found) == len(set(found))
        assert not any("/99" in address for address in found)


class TestRegionFile(PublishedData):
    def test_a_regions_file_holds_its_years_with_their_parts(self):
        body = self.client.get("/daerah/35.71/hasil.json").json()
        assert [(row["year"], row["score"], row["improvement"]) for row in body["rows"]] == [
            (2020, 2.87, None),
            (2021, 3.06, 0.19),
            (2022, 3.31, 0.25),
            (2023, 3.2, -0.11),
        ]
        row = body["rows"][2]
        assert (row["quick_win"], row["recomputed"], row["consistent"]) == (3.65, 3.315, True)
        assert any("ODbL-1.0" in note for note in body["notes"])

    def test_there_is_no_file_without_results_or_in_another_format(self):
        for address in ("15.01/hasil.csv", "77/hasil.csv", "35.71/hasil.pdf", "15/hasil.csv"):
            self.read(f"/daerah/{address}", status=404)

    def test_the_file_of_all_results_holds_every_public_row_once(self):
        rows = self.client.get("/data-terbuka/semua-hasil.json").json()["rows"]
        keys = [(row["year"], row["region_code"]) for row in rows]
        expected = [
            (year, str(brief.region))
            for brief in selectors.regions_with_results()
            for year in brief.years
        ]
        assert sorted(keys) == sorted(expected)
        assert str(RegionCode("15.04")) in {code for _year, code in keys}


class TestCanonicalAddress(PublishedData):
    def canonical(self, address):
        return re.search(r'rel="canonical" href="(.*?)"', self.source(address))[1]

    def test_a_sorted_or_marked_table_names_the_plain_one(self):
        assert (
            self.canonical("/hasil/2024/baru/?urut=daerah&daerah=15.04&x=1") == "/hasil/2024/baru/"
        )

    def test_a_region_names_the_year_that_it_shows(self):
        for address in ("/daerah/35.71/", "/daerah/35.71/?tahun=2023"):
            assert self.canonical(address) == "/daerah/35.71/?tahun=2023"
