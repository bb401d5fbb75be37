"""When a fingerprint changes, when not, and what is refused."""

import os
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.manifest import dump_fingerprints, fingerprint_of, load_fingerprints


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledgers" / "shifan"
    for name in (
        "main.beancount",
        "2025/2025-03.beancount",
        "build/x",
        "private/owners.csv",
        "vouchers/1.pdf",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def test_what_pages_are_made_from_changes_it(ledger: Path) -> None:
    first = fingerprint_of(ledger, "v1")
    assert fingerprint_of(ledger, "v1") == first
    assert len(first) == 64

    seen = {first, fingerprint_of(ledger, "v2")}
    (ledger / "2025/2025-03.beancount").write_bytes(b"one fen more")
    seen.add(fingerprint_of(ledger, "v1"))
    (ledger / "2025/2025-03.beancount").rename(ledger / "2025/2025-04.beancount")
    seen.add(fingerprint_of(ledger, "v1"))
    (ledger / "vouchers/1.pdf").write_bytes(b"another scan")
    seen.add(fingerprint_of(ledger, "v1"))
    (ledger / "2025/build").mkdir()
    (ledger / "2025/build/a.csv").write_bytes(b"only the top build/ is generated")
    seen.add(fingerprint_of(ledger, "v1"))
    assert len(seen) == 6


def test_what_pages_are_not_made_from_does_not(ledger: Path) -> None:
    first = fingerprint_of(ledger, "v1")
    (ledger / "build/x").write_bytes(b"built again")
    (ledger / "private/owners.csv").write_bytes(b"a new phone")
    (ledger / ".main.beancount.picklecache").write_bytes(b"cache")
    os.utime(ledger / "main.beancount", (0, 0))
    assert fingerprint_of(ledger, "v1") == first


def test_bytes_cannot_move_from_name_to_content(ledger: Path) -> None:
    (ledger / "a").write_bytes(b"bc")
    first = fingerprint_of(ledger, "v1")
    (ledger / "a").unlink()
    (ledger / "ab").write_bytes(b"c")
    assert fingerprint_of(ledger, "v1") != first


def test_a_link_out_of_the_tree_is_refused(ledger: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "main.beancount").write_bytes(b"; not ours")

    (ledger.parent / "linked").symlink_to(secret)
    with pytest.raises(StoreError, match="账簿文件夹之外"):
        fingerprint_of(ledger.parent / "linked", "v1")

    (ledger / "details").symlink_to(secret)
    with pytest.raises(StoreError, match="details"):
        fingerprint_of(ledger, "v1")

    (ledger / "details").unlink()
    (ledger / "2025/2025-04.beancount").symlink_to("../../../secret/main.beancount")
    with pytest.raises(StoreError, match=r"2025-04\.beancount"):
        fingerprint_of(ledger, "v1")


def test_a_link_inside_the_tree_is_followed(ledger: Path) -> None:
    (ledger / "chart.beancount").symlink_to("main.beancount")
    first = fingerprint_of(ledger, "v1")
    (ledger / "main.beancount").write_bytes(b"changed")
    assert fingerprint_of(ledger, "v1") != first


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="不存在"):
        fingerprint_of(tmp_path / "none", "v1")


def test_fingerprints_survive_and_damage_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "7.json"
    path.write_bytes(dump_fingerprints({"b": "2", "a": "1"}))
    assert load_fingerprints(path) == {"a": "1", "b": "2"}
    path.write_bytes(b'{"a": "1"')
    assert load_fingerprints(path) == {}
    path.write_bytes(b"[1]")
    assert load_fingerprints(path) == {}
    assert load_fingerprints(tmp_path / "8.json") == {}
