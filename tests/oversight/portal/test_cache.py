"""Stored bytes: made once for a version, given to anybody, never with anything of a person."""

import gzip

import brotli
import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from balai.oversight.assessment import services
from balai.oversight.portal.cache import encoding_of, published, stranger
from tests.oversight.portal.factories import BY, PublishedData

PAGE = "/hasil/2024/baru/"


def page_of(text="isi", version=lambda: "1", **headers):
    """A stored view that counts how often it was made."""
    made = []

    @published("tahun", unstored=("q",), version=version)
    def view(request):
        made.append(request.GET.dict())
        return HttpResponse(f"{text} {request.GET.get('tahun', '')}", headers=headers)

    return view, made


def ask(view, address="/x/", encoding="", **headers):
    return view(RequestFactory(headers={"Accept-Encoding": encoding, **headers}).get(address))


class TestEncoding:
    @pytest.mark.parametrize(
        ("accept", "chosen"),
        [
            ("", ""),
            ("identity", ""),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "br"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("br; q=0.0", ""),
            ("GZIP", "gzip"),
            ("brotli", ""),
        ],
    )
    def test_what_a_browser_accepts_is_sent(self, accept, chosen):
        assert encoding_of(accept) == chosen

    @given(st.text())
    def test_any_header_can_be_read(self, accept):
        assert encoding_of(accept) in {"", "gzip", "br"}

    def test_all_encodings_hold_the_same_page_under_other_tags(self):
        view, _made = page_of("panjang " * 200)
        plain, zipped, brotlied = (ask(view, encoding=e) for e in ("", "gzip", "br"))
        assert gzip.decompress(zipped.content) == plain.content
        assert brotli.decompress(brotlied.content) == plain.content
        assert len({a.headers["ETag"] for a in (plain, zipped, brotlied)}) == 3
        assert [a.headers.get("Content-Encoding") for a in (plain, zipped, brotlied)] == [
            None, "gzip", "br",
        ]  # fmt: skip
        assert {a.headers["Vary"] for a in (plain, zipped, brotlied)} == {"Accept-Encoding"}

    def test_what_is_packed_already_is_not_packed_again(self):
        view, _made = page_of(**{"Content-Type": "application/zip"})
        assert "Content-Encoding" not in ask(view, encoding="gzip").headers


class TestKey:
    def test_a_page_is_made_once_and_then_given_from_the_store(self):
        view, made = page_of()
        assert ask(view).content == ask(view).content
        assert len(made) == 1

    def test_a_new_version_makes_new_bytes(self):
        version = ["1"]
        view, made = page_of(version=lambda: version[0])
        ask(view)
        version[0] = "2"
        ask(view)
        assert len(made) == 2

    def test_a_named_parameter_makes_another_page_and_others_are_dropped(self):
        view, made = page_of()
        ask(view, "/x/?tahun=2022&utm_source=x")
        ask(view, "/x/?utm_source=y&tahun=2022")
        ask(view, "/x/?tahun=2023")
        assert made == [{"tahun": "2022"}, {"tahun": "2023"}]

    def test_path_and_language_make_another_page(self):
        view, made = page_of()
        ask(view)
        ask(view, "/y/")
        with override("en"):
            ask(view)
        assert len(made) == 3

    def test_however_the_host_is_written_the_page_is_stored_once(self):
        """Port and letters of the host are the visitor's: each would be one more page to keep."""
        view, made = page_of()
        for host in ("localhost", "localhost:1", "localhost:2", "lOCALHOST", "127.0.0.1"):
            ask(view, Host=host)
        assert len(made) == 1

    def test_however_many_pages_are_stored_nothing_else_is_thrown_out(self):
        """The other store holds counters of attempts."""
        caches["default"].set("percobaan", 4)
        view, _made = page_of()
        for number in range(2100):
            ask(view, f"/x/?tahun={number}")
        assert caches["default"].get("percobaan") == 4
        assert len(caches["pages"]._cache) <= 2000

    def test_free_text_is_answered_and_not_stored(self):
        view, made = page_of()
        ask(view, "/x/?q=a")
        ask(view, "/x/?q=a")
        assert made == [{"q": "a"}, {"q": "a"}]

    def test_an_endless_query_is_answered_and_not_stored(self):
        view, made = page_of()
        ask(view, f"/x/?tahun={'9' * 500}")
        ask(view, f"/x/?tahun={'9' * 500}")
        assert len(made) == 2

    def test_an_error_and_a_redirect_are_not_stored(self):
        for status in (404, 302, 500):
            made = []

            @published(version=lambda: "1")
            def view(_request, status=status, made=made):
                made.append(1)
                return HttpResponse(status=status)

            assert ask(view).status_code == ask(view).status_code == status
            assert len(made) == 2

    def test_only_reading_is_answered(self):
        view, made = page_of()
        answer = view(RequestFactory().post("/x/"))
        assert (answer.status_code, answer.headers["Allow"], made) == (405, "GET, HEAD", [])


class TestConditional:
    def test_who_has_the_page_gets_304_without_a_body(self):
        view, _made = page_of()
        first = ask(view, encoding="br")
        again = ask(view, encoding="br", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name]

    def test_who_has_another_encoding_or_version_gets_the_page(self):
        version = ["1"]
        view, _made = page_of(version=lambda: version[0])
        tag = ask(view, encoding="br").headers["ETag"]
        assert ask(view, encoding="gzip", **{"If-None-Match": tag}).status_code == 200
        assert ask(view, encoding="br", **{"If-None-Match": f'W/{tag}, "x"'}).status_code == 304

    def test_the_tag_is_strong_and_the_page_public(self):
        view, _made = page_of()
        answer = ask(view)
        assert answer.headers["ETag"].startswith('"')
        assert answer.headers["Cache-Control"] == "public, max-age=60"


class TestNothingOfAPerson:
    """Each of these holds data that could leak, and looks whether it did."""

    def request(self):
        request = RequestFactory().get("/x/?tahun=2022&secret=1")
        request.COOKIES["sessionid"] = "rahasia"
        request.META["HTTP_COOKIE"] = "sessionid=rahasia"
        request.user = "Siti"
        request.session = {"nama": "Siti"}
        request._messages = ["Tersimpan"]
        return request

    def test_a_view_sees_a_stranger(self):
        seen = stranger(self.request(), ("tahun",))
        assert isinstance(seen.user, AnonymousUser)
        assert seen.COOKIES == {}
        assert "HTTP_COOKIE" not in seen.META
        assert "cookie" not in seen.headers
        assert list(messages.get_messages(seen)) == []
        assert dict(seen.session) == {}
        assert seen.GET.dict() == {"tahun": "2022"}
        assert seen.get_full_path() == "/x/?tahun=2022"

    def test_the_persons_own_request_is_left_as_it_was(self):
        request = self.request()
        stranger(request, ())
        assert (request.user, request._messages, request.GET["secret"]) == (
            "Siti",
            ["Tersimpan"],
            "1",
        )

    def leaky(self, leak):
        made = []

        @published(version=lambda: "1")
        def view(request):
            made.append(1)
            return leak(request) or HttpResponse("isi")

        answers = [view(self.request()), view(self.request())]
        assert len(made) == 2, "it was stored"
        assert {a.headers["Cache-Control"] for a in answers} == {"private, no-store"}
        assert not any(a.has_header("ETag") for a in answers)

    def test_a_page_with_a_csrf_token_is_not_stored(self):
        def leak(request):
            form = engines["django"].from_string("{% csrf_token %}")
            return HttpResponse(form.render(request=request))

        self.leaky(leak)
        self.leaky(lambda request: get_token(request) and None)

    def test_a_page_that_asked_for_the_session_is_not_stored(self):
        self.leaky(lambda request: request.session.get("nama"))

    def test_a_page_that_sets_a_cookie_is_not_stored(self):
        def leak(_request):
            response = HttpResponse("isi")
            response.set_cookie("a", "b")
            return response

        self.leaky(leak)


class TestThroughTheWholeSite(PublishedData):
    def stored(self, *addresses, **headers):
        """How many pages lie in the store after these were asked for."""
        caches["pages"].clear()
        for address in addresses:
            self.client.get(address, headers={"Accept-Encoding": "br", **headers})
        return len(caches["pages"]._cache)

    def test_a_made_up_year_or_filter_stores_nothing(self):
        assert self.stored(
            f"/daerah/15/?tahun={'9' * 150}",
            "/daerah/15/?tahun=2024",
            "/daerah/15.04/?tahun=02024",
            "/daerah/15.01/?tahun=2024",
            f"{PAGE}?urut=--indeks",
            f"{PAGE}?provinsi=150",
            "/daerah/?provinsi=150",
        ) == 0  # fmt: skip

    def test_a_stored_page_names_no_host(self):
        for address in ("/", PAGE, "/daerah/15.04/", "/data-terbuka/", "/versi-data/"):
            page = self.client.get(address, headers={"Host": "localhost:7"}).content.decode()
            assert "localhost" not in page, address
            assert "testserver" not in page, address

    def test_the_list_of_pages_names_the_host_and_is_not_stored(self):
        assert self.stored("/sitemap.xml", "/robots.txt") == 0
        for host in ("localhost:7", "127.0.0.1"):
            answer = self.client.get("/sitemap.xml", headers={"Host": host})
            assert f"<loc>http://{host}/daerah/15.04/</loc>" in answer.content.decode()
            assert answer.headers["Cache-Control"] == "public, max-age=60"

    def test_a_page_for_everybody_asks_for_no_cookie_and_sets_none(self):
        self.client.cookies["sessionid"] = "x" * 32
        for address in ("/", PAGE, "/daerah/15.04/", "/en/cara-menilai/", f"{PAGE}hasil.csv"):
            answer = self.client.get(address)
            assert answer.headers["Vary"] == "Accept-Encoding", address
            assert not answer.cookies, address

    def test_a_signed_in_person_gets_the_very_bytes_of_a_visitor(self):
        from tests.registers.accounts.factories import make_user

        visitor = self.client.get(PAGE)
        self.client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
        caches["pages"].clear()
        person = self.client.get(PAGE)
        assert person.content == visitor.content
        assert person.headers["ETag"] == visitor.headers["ETag"]

    def test_publishing_anew_shows_at_once(self):
        before = self.client.get(PAGE)
        assert (
            self.client.get(PAGE, headers={"If-None-Match": before.headers["ETag"]}).status_code
            == 304
        )
        services.define_list(draft=self.renamed(), by=BY)
        after = self.client.get(PAGE, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert "Daftar sangat baru 2024" in after.content.decode()

    def renamed(self):
        from balai.oversight.assessment.drafts import ListDraft
        from balai.oversight.assessment.figures import Names

        names = Names("Daftar sangat baru 2024", "Very new list 2024")
        return ListDraft(round_code="2024", code="baru", names=names, size=50, known_down_to=10)

    def test_english_and_indonesian_are_kept_apart(self):
        assert "Nilai tertinggi" in self.client.get("/").content.decode()
        assert "Highest score" in self.client.get("/en/").content.decode()
        assert "Nilai tertinggi" in self.client.get("/").content.decode()

    def test_the_answer_to_a_head_is_the_same(self):
        assert self.client.head(PAGE).headers["ETag"] == self.client.get(PAGE).headers["ETag"]
        assert self.client.post(PAGE).status_code == 405
