"""The tree is the tree of RFC 9162, whichever way it is built."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.registers.audit.merkle import (
    EMPTY_ROOT,
    BadProofError,
    Frontier,
    consistency_proof,
    inclusion_proof,
    proves_consistency,
    proves_inclusion,
    root_of,
)

# The eight inputs of the reference tests of Certificate Transparency, and their roots.
INPUTS = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    bytes(range(0x60, 0x70)),
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


some_leaves = st.integers(0, 300).map(
    lambda count: [leaf(bytes([n % 251, n // 251])) for n in range(count)]
)


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_the_roots_are_those_of_the_reference_tests(size, root):
    assert root_of([leaf(data) for data in INPUTS[:size]]).hex() == root


@given(some_leaves)
def test_the_root_equals_the_recursive_definition(leaves):
    assert root_of(leaves) == by_definition(leaves)


@given(some_leaves, st.lists(st.integers(0, 300), max_size=5))
def test_a_tree_grown_in_steps_from_its_peaks_equals_the_tree_built_at_once(leaves, cuts):
    frontier = Frontier()
    edges = sorted({min(cut, len(leaves)) for cut in cuts} | {0, len(leaves)})
    for start, end in pairwise(edges):
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
        frontier.extend(leaves[start:end])
    assert (frontier.size, frontier.root()) == (len(leaves), by_definition(leaves))


def test_an_empty_tree_has_the_root_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


@pytest.mark.parametrize(
    ("size", "data"), [(1, b""), (3, b"x" * 32), (0, b"x" * 32), (-1, b"x" * 32)]
)
def test_peaks_that_cannot_be_of_that_size_are_refused(size, data):
    with pytest.raises(ValueError, match="peaks"):
        Frontier.from_bytes(size, data)


@given(some_leaves.filter(bool), st.data())
def test_every_leaf_is_proved_to_be_in_the_tree(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    facts = {"index": index, "size": len(leaves), "root": root_of(leaves)}
    proof = inclusion_proof(leaves, index)
    assert proves_inclusion(leaf=leaves[index], proof=proof, **facts)
    assert not proves_inclusion(leaf=leaf(b"another"), proof=proof, **facts)
    assert not proves_inclusion(leaf=leaves[index], proof=[*proof, leaf(b"more")], **facts)
    if proof:
        assert not proves_inclusion(leaf=leaves[index], proof=proof[:-1], **facts)


@pytest.mark.parametrize("index", [0, 1])
def test_a_proof_that_climbs_above_the_root_proves_nothing(index):
    """Not even where the root named is what it leads to: a tree of that size ends lower."""
    leaves = [leaf(b"a"), leaf(b"b")]
    higher = by_definition([by_definition(leaves), leaf(b"c")])
    for root in (higher, by_definition([leaf(b"c"), by_definition(leaves)])):
        proof = [leaves[1 - index], leaf(b"c")]
        assert not proves_inclusion(leaf=leaves[index], index=index, size=2, proof=proof, root=root)


@pytest.mark.parametrize("index", [0, 1])
def test_a_proof_that_stops_below_the_root_proves_nothing(index):
    """Not even where the root named is the one at which it stops: a tree of that size ends higher."""
    leaves = [leaf(b"a"), leaf(b"b"), leaf(b"c")]
    stop = by_definition(leaves[:2])
    proof = [leaves[1 - index]]
    assert not proves_inclusion(leaf=leaves[index], index=index, size=3, proof=proof, root=stop)


def test_a_leaf_beyond_the_tree_has_no_proof():
    with pytest.raises(BadProofError):
        inclusion_proof([leaf(b"a")], 1)
    assert not proves_inclusion(leaf=leaf(b"a"), index=1, size=1, proof=[], root=leaf(b"a"))


@given(some_leaves.filter(bool), st.data())
def test_a_grown_tree_is_proved_to_begin_with_the_old_one(leaves, data):
    first = data.draw(st.integers(1, len(leaves)))
    facts = {
        "first": first,
        "first_root": root_of(leaves[:first]),
        "second": len(leaves),
        "second_root": root_of(leaves),
    }
    proof = consistency_proof(leaves, first)
    assert proves_consistency(proof=proof, **facts)
    assert not proves_consistency(proof=proof, **{**facts, "first_root": leaf(b"another")})
    assert not proves_consistency(proof=proof, **{**facts, "second_root": leaf(b"another")})
    assert not proves_consistency(proof=[*proof, leaf(b"more")], **facts)


def test_no_tree_begins_with_a_larger_one_or_with_none():
    leaves = [leaf(b"a"), leaf(b"b")]
    for first in (0, 3):
        with pytest.raises(BadProofError):
            consistency_proof(leaves, first)


@pytest.mark.parametrize(("first", "second"), [(0, 2), (3, 2), (2, 3), (3, 4), (4, 4)])
def test_a_proof_that_proves_nothing_is_refused(first, second):
    assert not proves_consistency(
        first=first, first_root=leaf(b"x"), second=second, second_root=leaf(b"y"), proof=[]
    )
