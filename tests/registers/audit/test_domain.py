"""What a row says as bytes: one way to write it, nothing secret, nothing ambiguous."""

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.region_code import RegionCode
from balai.registers.audit import domain

AT = datetime(2026, 11, 24, 8, 30, 0, 123456, tzinfo=UTC)
YEARS = (AT.replace(year=2020, tzinfo=None), AT.replace(year=2100, tzinfo=None))
ROW = domain.Row(
    uuid="01935c6e-0000-7000-8000-000000000001",
    at="2026-11-24T08:30:00.123456Z",
    actor_id="user:7",
    actor_label="Siti Áminah",
    action="wastebank.record_setoran",
    target="setoran:1",
    region="99.01",
    detail='{"after":{"grams":1200}}',
)


class State(StrEnum):
    OPEN = "open"


def test_the_bytes_of_a_row_never_change():
    """Written out by hand: a new edition of this code must still verify an old trail."""
    assert (
        domain.row_bytes(ROW)
        == (
            '["balai.audit.entry/1","01935c6e-0000-7000-8000-000000000001","2026-11-24T08:30:00.123456Z",'
            '"user:7","Siti Áminah","wastebank.record_setoran","setoran:1","99.01",'
            '"{\\"after\\":{\\"grams\\":1200}}"]'
        ).encode()
    )


def test_a_leaf_is_hashed_with_the_byte_of_a_leaf_before_it():
    assert domain.leaf_hash(b"abc") == hashlib.sha256(b"\x00abc").digest()


def test_a_seal_signs_its_batch_its_roots_its_key_and_its_time():
    words = domain.SealWords(
        size=10,
        first_position=6,
        root=b"\x01" * 32,
        previous_root=b"\x02" * 32,
        key_id="ab" * 8,
        at=AT,
    )
    assert json.loads(words.text()) == [
        "balai.audit.seal/1", 10, 6, "01" * 32, "02" * 32, "ab" * 8, "2026-11-24T08:30:00.123456Z",
    ]  # fmt: skip


def test_the_same_moment_is_written_the_same_in_every_zone():
    jakarta = AT.astimezone(timezone(timedelta(hours=7)))
    assert domain.instant(jakarta) == domain.instant(AT) == "2026-11-24T08:30:00.123456Z"


facts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
)


@given(facts)
def test_what_is_written_reads_back_as_what_it_was(value):
    text = domain.canonical(value)
    assert json.loads(text) == value
    assert domain.canonical(json.loads(text)) == text


@given(st.dictionaries(st.text("abcdef"), st.integers(), min_size=2))
def test_the_order_of_facts_makes_no_difference(value):
    backwards = dict(reversed(value.items()))
    assert domain.canonical(backwards) == domain.canonical(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (State.OPEN, "open"),
        (AT, "2026-11-24T08:30:00.123456Z"),
        (AT.replace(tzinfo=None, microsecond=0), "2026-11-24T08:30:00"),
        (date(2026, 11, 24), "2026-11-24"),
        (time(8, 30), "08:30:00"),
        (Decimal("3.10"), "3.10"),
        (Fraction(663, 200), "663/200"),
        (UUID(ROW.uuid), "01935c6e-0000-7000-8000-000000000001"),
        (RegionCode("99.01"), "99.01"),
        ({2: {"b", "a"}}, {"2": ["a", "b"]}),
        ((1, None, True, 1.5), [1, None, True, 1.5]),
    ],
)
def test_values_of_the_house_have_one_plain_form(value, plain):
    assert domain.plain(value) == plain


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), b"bytes", bytearray(b"b"), memoryview(b"m")]
)
def test_values_without_a_plain_form_are_refused(value):
    with pytest.raises(domain.BadEntryError):
        domain.plain({"deep": [value]})


def test_empty_parts_of_the_detail_are_left_out():
    assert domain.detail(before=None, after={}, note="") == "{}"
    assert domain.detail(before={"b": 2, "a": 1}, after={"a": 2}, note="x") == (
        '{"after":{"a":2},"before":{"a":1,"b":2},"note":"x"}'
    )


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password",
        "newPassword",
        "SECRET",
        "api-token",
        "token_hash",
        "totpKey",
        "kata_sandi",
    ],
)
@pytest.mark.parametrize("wrap", [lambda f: f, lambda f: {"user": f}, lambda f: {"users": [f]}])
def test_a_fact_with_the_name_of_a_secret_is_refused_however_deep(name, wrap):
    with pytest.raises(domain.SecretInTrailError):
        domain.detail(before=None, after=wrap({name: "x"}), note="")


@pytest.mark.parametrize("name", ["secretariat", "tokenized", "passed", "sandiwara"])
def test_a_word_that_only_begins_like_a_secret_is_let_in(name):
    assert domain.detail(before=None, after={name: 1}, note="") == f'{{"after":{{"{name}":1}}}}'


@pytest.mark.parametrize("action", ["user.invite", "wastebank.record_setoran", "a.b.c_2"])
def test_an_action_names_part_and_verb(action):
    domain.check_names(action, "user:1")


@pytest.mark.parametrize(
    "action",
    [
        "",
        "invite",
        "user:invite",
        "User.invite",
        "user.",
        "user invite",
        "user.x\n",
        "a." + "b" * 79,
    ],
)
def test_any_other_action_is_refused(action):
    with pytest.raises(domain.BadEntryError, match="not an action"):
        domain.check_names(action, "user:1")


@pytest.mark.parametrize(
    "target", ["", "user", ":1", "user:", "user:a b", "user:1\n", "u:" + "x" * 199]
)
def test_any_other_target_is_refused(target):
    with pytest.raises(domain.BadEntryError, match="not a target"):
        domain.check_names("user.invite", target)


def test_a_head_is_read_as_people_type_it():
    digits = "ab" * 32
    assert domain.parse_head(f"120:{digits}") == domain.Head(120, b"\xab" * 32)
    assert domain.parse_head(f" 120 : {digits[:32].upper()} {digits[32:]}\n") == domain.Head(
        120, b"\xab" * 32
    )
    assert str(domain.Head(120, b"\xab" * 32)) == f"120:{digits}"


@pytest.mark.parametrize(
    "text", ["", "120", "120:", "120:ab", ":" + "ab" * 32, "-1:" + "ab" * 32, "1:" + "g" * 64]
)
def test_any_other_head_is_refused(text):
    with pytest.raises(domain.BadEntryError, match="head"):
        domain.parse_head(text)


@given(st.datetimes(*YEARS).map(lambda at: at.replace(tzinfo=UTC)))
def test_a_uuid_that_was_given_a_time_lies_in_the_range_of_its_millisecond(at):
    uuid = UUID(domain.timed(UUID(ROW.uuid).int, at))
    assert domain.first_uuid(at) <= uuid < domain.first_uuid(at + timedelta(milliseconds=1))
    assert (uuid.version, uuid.variant) == (7, UUID(ROW.uuid).variant)
