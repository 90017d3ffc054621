"""Values of the intake, its states, its kinds, and its words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.actor import Forbidden
from balai.kernel.transitions import IllegalTransition
from balai.registers.intake import kinds, states, wording
from balai.registers.intake.domain import (
    Change,
    ChangeKind,
    Column,
    Problem,
    ProblemText,
    decode,
    difference_digest,
    encode,
)
from balai.registers.intake.errors import BadOptions, UnknownKind
from balai.registers.intake.headers import header_key, letters
from balai.registers.intake.messages import PROBLEMS, REFUSALS
from tests.registers.intake.factories import IMPORT_STALLS, STRANGER, Person, StallKind

values = st.dictionaries(
    st.text(min_size=1),
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False),
)


@given(values)
def test_values_come_back_from_storage_as_they_went_in(given_values):
    found = decode(encode(given_values))
    assert found == given_values
    assert list(found) == list(given_values)
    assert [type(value) for value in found.values()] == [type(v) for v in given_values.values()]


def test_what_storage_never_held_is_refused():
    with pytest.raises(ValueError, match="not a stored value"):
        decode([("score", [1])])


def test_digest_of_a_difference_follows_every_value_and_the_order_of_rows():
    one = Change("A-01", ChangeKind.NEW, "Kios", {}, {"score": Decimal("3.2")})
    other = Change("A-01", ChangeKind.NEW, "Kios", {}, {"score": Decimal("3.20")})
    renamed = Change("A-01", ChangeKind.NEW, "Toko", {}, {"score": Decimal("3.2")})
    last = Change("A-02", ChangeKind.NEW, "Kios", {}, {})
    assert difference_digest([one]) != difference_digest([other])
    assert difference_digest([one]) == difference_digest([renamed])
    assert difference_digest([one, last]) != difference_digest([last, one])


def test_a_change_names_only_the_fields_that_differ():
    before, after = {"name": "Kios", "score": 3}, {"name": "Kios", "score": 4, "year": "2024"}
    change = Change("A-01", ChangeKind.CHANGED, "", before, after)
    assert change.differing == ("score", "year")


@given(st.integers(0, 20_000))
def test_positions_have_the_names_a_spreadsheet_gives_them(place):
    number = 0
    for letter in letters(place):
        number = number * 26 + ord(letter) - 64
    assert number == place + 1


def test_titles_are_compared_without_case_spaces_and_underscores():
    assert header_key(" Nama\u00a0 KIOS ") == header_key("nama_kios") == header_key("nama-kios")


def test_a_batch_goes_only_the_ways_of_its_table():
    machine = states.batch_machine(IMPORT_STALLS.code)
    steps = {(e.source, e.action): e.target for e in machine.edges}
    assert steps == {
        ("received", "accept"): "checked",
        ("received", "refuse"): "failed",
        ("checked", "accept"): "checked",
        ("checked", "refuse"): "failed",
        ("failed", "accept"): "checked",
        ("failed", "refuse"): "failed",
        ("checked", "apply"): "applied",
        ("checked", "discard"): "discarded",
        ("failed", "discard"): "discarded",
    }
    assert machine.finals == {"applied", "discarded"}
    with pytest.raises(IllegalTransition):
        machine.apply("failed", "apply", by=Person())
    with pytest.raises(Forbidden):
        machine.apply("checked", "apply", by=STRANGER)


def test_an_unknown_kind_is_answered_with_the_known_ones(stall_kind):
    assert kinds.get("stalls") is stall_kind
    with pytest.raises(UnknownKind) as refused:
        kinds.get("kiosks")
    assert (refused.value.code, refused.value.known) == ("kiosks", ("stalls",))


def test_the_same_kind_may_be_registered_twice_and_another_under_its_code_may_not(stall_kind):
    kinds.register(stall_kind)
    with pytest.raises(ValueError, match="two import kinds are called 'stalls'"):
        kinds.register(StallKind())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "Stalls!"}, "its code is not"),
        ({"max_rows": 10_001}, "max_rows"),
        ({"max_rows": 0}, "max_rows"),
        ({"columns": ()}, "no columns"),
        ({"columns": (Column("Kode", ("a", "b")),)}, "is not"),
        (
            {"columns": (Column("code", ("Kode", "Code")), Column("id", ("kode", "Id")))},
            "means code and id",
        ),
        ({"problems": {"row-twice": ProblemText("a", "b")}}, "the intake's own codes"),
    ],
)
def test_a_kind_that_could_not_work_is_refused_when_it_is_registered(monkeypatch, wrong, why):
    monkeypatch.setattr(kinds, "_kinds", {})
    kind = type("Wrong", (StallKind,), wrong)()
    with pytest.raises(ValueError, match=why):
        kinds.register(kind)
    assert kinds.every() == ()


def test_options_are_checked_by_the_kinds_form_and_empty_ones_left_out(stall_kind):
    assert kinds.clean_options(stall_kind, {"market": "pagi", "region": " "}) == {"market": "pagi"}
    with pytest.raises(BadOptions) as refused:
        kinds.clean_options(stall_kind, {"market": "malam"})
    assert refused.value.errors == {"market": ("Pilih pasar dari daftar",)}
    with pytest.raises(BadOptions) as refused:
        kinds.clean_options(stall_kind, {"pasar": "pagi"})
    assert refused.value.errors == {"pasar": ("Pilihan ini tidak dikenal.",)}


def test_a_kind_that_asks_nothing_refuses_every_option(monkeypatch, stall_kind):
    monkeypatch.setattr(StallKind, "options_form", lambda _: None)
    assert kinds.clean_options(stall_kind, {}) == {}
    with pytest.raises(BadOptions):
        kinds.clean_options(stall_kind, {"market": "pagi"})


def test_a_problem_is_told_with_its_place_its_reason_and_its_remedy():
    problem = Problem(4, "score", "score-outside", {"score": Decimal("5.25")})
    told = wording.tell(StallKind(), problem, "id")
    assert told.sentence("id") == "Baris 4, kolom Nilai: Nilai 5,25 di luar 0–4. Periksa nilainya."
    assert wording.tell(StallKind(), problem, "en").column == "Score"


def test_a_problem_of_a_row_or_of_the_file_says_so():
    row = wording.tell(StallKind(), Problem(7, "", "row-twice", {"first": 3}), "id")
    file = wording.tell(StallKind(), Problem(None, "", "too-few", {"count": 1, "least": 3}), "id")
    assert row.sentence("id") == (
        "Baris 7: Baris ini menyebut data yang sama dengan baris 3. Hapus salah satu."
    )
    assert file.sentence("id") == "Berkas: Hanya 1 kios. Lengkapi sampai 3 kios."


def test_a_stored_problem_whose_kind_was_rewritten_can_still_be_read():
    told = wording.tell(StallKind(), Problem(2, "gone", "score-outside", {}), "id")
    assert (told.column, told.what) == ("gone", "Nilai {score} di luar 0–4.")


def test_text_of_the_file_cannot_reach_into_the_sentence():
    hostile = {"text": "{0.__class__} {text} %s"}
    told = wording.tell(StallKind(), Problem(2, "score", "score-unreadable", hostile), "id")
    assert told.what == "“{0.__class__} {text} %s” bukan angka."


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (None, "—", "—"),
        ("", "—", "—"),
        ("3.20", "3.20", "3.20"),
        (2024, "2024", "2024"),
        (Decimal("2.95"), "2,95", "2.95"),
        (Decimal(12345), "12.345", "12,345"),
        (date(2022, 12, 29), "29\u00a0Des\u00a02022", "29\u00a0Dec\u00a02022"),
        (True, "ya", "yes"),
        (False, "tidak", "no"),
    ],
)
def test_values_are_shown_as_each_language_writes_them(value, indonesian, english):
    assert (wording.shown(value, "id"), wording.shown(value, "en")) == (indonesian, english)


@pytest.mark.parametrize("text", [*REFUSALS.values(), *PROBLEMS.values()])
def test_everything_the_intake_refuses_comes_with_a_remedy(text):
    assert str(text.what).endswith(".")
    assert str(text.remedy).endswith(".")
