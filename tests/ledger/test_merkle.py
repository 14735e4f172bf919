"""The tree of RFC 9162 against its own recursive definitions and published vectors."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The inputs, roots and proofs that Certificate Transparency's own implementations are tested with.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(data) for data in INPUTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def oracle_root(leaves: list[bytes]) -> bytes:
    """MTH, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = oracle_split(len(leaves))
    return hashlib.sha256(b"\x01" + oracle_root(leaves[:k]) + oracle_root(leaves[k:])).digest()


def oracle_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def oracle_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH, word for word."""
    if len(leaves) == 1:
        return []
    k = oracle_split(len(leaves))
    if m < k:
        return [*oracle_path(m, leaves[:k]), oracle_root(leaves[k:])]
    return [*oracle_path(m - k, leaves[k:]), oracle_root(leaves[:k])]


def oracle_subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF, word for word."""
    if m == len(leaves):
        return [] if whole else [oracle_root(leaves)]
    k = oracle_split(len(leaves))
    if m <= k:
        return [*oracle_subproof(m, leaves[:k], whole), oracle_root(leaves[k:])]
    return [*oracle_subproof(m - k, leaves[k:], False), oracle_root(leaves[:k])]


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(i).encode()) for i in range(size)]


SIZES = st.integers(0, 130)


@st.composite
def size_and_index(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, 130))
    return size, draw(st.integers(0, size - 1))


@st.composite
def two_sizes(draw: st.DrawFn) -> tuple[int, int]:
    new = draw(st.integers(1, 130))
    return draw(st.integers(1, new)), new


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_published_inclusion_proof() -> None:
    proof = inclusion_proof(LEAVES, 5)
    assert [node.hex() for node in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert verify_inclusion(LEAVES[5], 5, 8, proof, root(LEAVES))


def test_published_consistency_proof() -> None:
    proof = consistency_proof(LEAVES, 6)
    assert [node.hex() for node in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert verify_consistency(6, 8, proof, root(LEAVES[:6]), root(LEAVES))


@given(SIZES)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert root(leaves_of(size)) == oracle_root(leaves_of(size))


@given(st.lists(st.integers(0, 20), max_size=8))
def test_a_frontier_grown_in_any_batches_has_the_root_of_the_whole(batches: list[int]) -> None:
    leaves, frontier, at = leaves_of(sum(batches)), Frontier(), 0
    for batch in batches:
        frontier = Frontier.from_bytes(bytes(frontier)).extend(leaves[at : at + batch])
        at += batch
        assert (frontier.size, frontier.root()) == (at, oracle_root(leaves[:at]))


def test_appending_leaves_the_old_frontier_as_it_was() -> None:
    old = Frontier().extend(leaves_of(5))
    new = old.append(leaf_hash(b"5"))
    assert (old.root(), new.root()) == (oracle_root(leaves_of(5)), oracle_root(leaves_of(6)))


@pytest.mark.parametrize(
    "data",
    [b"", bytes(7), bytes(9), bytes(7) + b"\x03" + bytes(32), bytes(8) + bytes(32), bytes(7) + b"\x01"],
)
def test_bytes_that_are_no_frontier_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"frontier|peaks"):
        Frontier.from_bytes(data)


@given(size_and_index())
def test_an_inclusion_proof_is_that_of_the_definition_and_holds(case: tuple[int, int]) -> None:
    size, index = case
    leaves = leaves_of(size)
    proof = inclusion_proof(leaves, index)
    assert proof == oracle_path(index, leaves)
    assert verify_inclusion(leaves[index], index, size, proof, root(leaves))


@given(size_and_index(), st.data())
def test_an_inclusion_proof_holds_for_nothing_else(case: tuple[int, int], data: st.DataObject) -> None:
    size, index = case
    leaves = leaves_of(size)
    proof, head = inclusion_proof(leaves, index), root(leaves)
    other = data.draw(st.integers(0, size + 3).filter(lambda i: i != index))
    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, head)
    assert not verify_inclusion(leaves[index], other, size, proof, head)
    assert not verify_inclusion(leaves[index], index, size, proof, bytes(32))
    assert not verify_inclusion(leaves[index], index, size, [*proof, head], head)
    if proof:
        assert not verify_inclusion(leaves[index], index, size, proof[:-1], head)
        assert not verify_inclusion(leaves[index], index, size, _spoil(proof, data), head)


@given(two_sizes())
def test_a_consistency_proof_is_that_of_the_definition_and_holds(case: tuple[int, int]) -> None:
    old, new = case
    leaves = leaves_of(new)
    proof = consistency_proof(leaves, old)
    assert proof == oracle_subproof(old, leaves, True)
    assert verify_consistency(old, new, proof, root(leaves[:old]), root(leaves))


@given(two_sizes(), st.data())
def test_a_consistency_proof_holds_for_no_rewritten_log(case: tuple[int, int], data: st.DataObject) -> None:
    old, new = case
    leaves = leaves_of(new)
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves[:changed], leaf_hash(b"other"), *leaves[changed + 1 :]]
    heads = (root(leaves[:old]), root(rewritten))
    assert not verify_consistency(old, new, consistency_proof(rewritten, old), *heads)
    assert not verify_consistency(old, new, consistency_proof(leaves, old), *heads)
    proof = consistency_proof(leaves, old)
    if proof:
        assert not verify_consistency(old, new, proof[:-1], root(leaves[:old]), root(leaves))
        assert not verify_consistency(old, new, _spoil(proof, data), root(leaves[:old]), root(leaves))
    assert not verify_consistency(old, new, [*proof, bytes(32)], root(leaves[:old]), root(leaves))


def test_every_log_begins_with_the_empty_one() -> None:
    assert consistency_proof(leaves_of(3), 0) == []
    assert verify_consistency(0, 3, [], EMPTY_ROOT, root(leaves_of(3)))
    assert not verify_consistency(0, 3, [], bytes(32), root(leaves_of(3)))
    assert not verify_consistency(4, 3, [], bytes(32), root(leaves_of(3)))


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_outside_the_tree_has_no_proof(index: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(leaves_of(3), index)


def test_a_tree_was_never_larger_than_it_is() -> None:
    with pytest.raises(ValueError, match="never had"):
        consistency_proof(leaves_of(3), 4)


def test_leaf_and_node_hashes_cannot_be_taken_for_each_other() -> None:
    left, right = leaves_of(2)
    assert leaf_hash(left + right) != node_hash(left, right)


def _spoil(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    at = data.draw(st.integers(0, len(proof) - 1))
    return [*proof[:at], leaf_hash(proof[at]), *proof[at + 1 :]]
