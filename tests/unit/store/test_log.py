"""The log's writer: what it refuses, what it finishes, and what it gives to those who read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jjledger.errors import LogError, StoreError
from jjledger.proof.checkpoint import open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.proof.tlog_proof import verify
from jjledger.proof.witness import answer
from jjledger.store.kept_log import read_log
from jjledger.store.log import open_log
from jjledger.store.log_files import OnceWriter
from jjledger.store.log_promise import Promise, read_promise
from jjledger.store.system import RealSystem
from tests.public_log import (
    ALONE,
    GENESIS,
    LOG,
    ORIGIN,
    POLICY,
    WITNESSES,
    close,
    disclosure,
    entries_seen,
    opened,
    written,
)
from tests.unit.proof.keyring import signed


def test_a_new_log_begins_with_its_genesis_and_keeps_it(tmp_path: Path) -> None:
    folder = written(tmp_path / ".jjledger" / "log")
    assert entries_seen(folder) == (GENESIS,)
    assert (tmp_path / ".jjledger" / ".gitignore").read_bytes() == b"*\n"
    with open_log(folder, LOG, b"another\n", RealSystem()) as log:
        assert log.entries == (GENESIS,)


def test_several_entries_have_one_checkpoint_and_none_have_none(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        assert log.append([close(1), close(2), close(3)]) == (1, 2, 3)
        assert log.append([]) == ()
        assert log.sizes == (1, 4)
        assert log.append([close(4)]) == (4,)
    assert read_log(tmp_path).sizes == (1, 4, 5)


def test_each_entry_is_proved_against_the_checkpoint_that_is_out(tmp_path: Path) -> None:
    folder = written(tmp_path, [close(1), close(2)], [close(3)])
    kept = read_log(folder)
    for index, entry in enumerate(kept.entries):
        assert verify(kept.proof(index), entry, ALONE)[0] == index
        assert verify(kept.proof(index), entry, ALONE)[1].checkpoint.size == 4
    assert verify(kept.proof(2, 3), close(2), ALONE)[1].checkpoint.size == 3
    with pytest.raises(ProofError, match="根"):
        verify(kept.proof(1), close(2), ALONE)


def test_a_proof_is_made_anew_only_when_enough_witnesses_have_answered(tmp_path: Path) -> None:
    """Pages and packs carry the proof, so it changes at most once."""
    with opened(tmp_path) as log:
        log.append([close(1)])
        assert log.size_for(1, POLICY) == 2
        log.append([close(2)])
        assert log.size_for(1, POLICY) == 2
        found = log.compare(log.checkpoint, POLICY).checkpoint
        log.cosign([answer(found, key, 1) for key in WITNESSES[:2]], POLICY)
        assert log.size_for(1, POLICY) == 2
        log.cosign([answer(found, WITNESSES[2], 1)], POLICY)
        assert log.size_for(1, POLICY) == log.size_for(0, POLICY) == 3
        log.append([close(3)])
        assert (log.size_for(1, POLICY), log.size_for(3, POLICY)) == (3, 4)


def test_a_log_extends_what_it_began_with_and_nothing_else(tmp_path: Path) -> None:
    folder = written(tmp_path / "a", [close(1)], [close(2)])
    other = read_log(written(tmp_path / "b", [close(7)]))
    with opened(folder) as log:
        assert all(log.extends(log.checkpoint_at(size)) for size in (1, 2, 3))
        assert not log.extends(other.checkpoint)
        stranger = SecretKey(ORIGIN, NOTE, bytes([9]) * 32)
        text = log.compare(log.checkpoint, ALONE).checkpoint.text()
        assert not log.extends(signed(text, stranger))
        assert not log.extends(b"no checkpoint")
    longer = read_log(written(folder, [close(3)]))
    with opened(written(tmp_path / "c", [close(1)], [close(2)])) as restored:
        assert not restored.extends(longer.checkpoint)  # restored from a backup that is too old


def test_a_second_disclosure_of_a_period_is_refused_unless_it_replaces_the_first(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.append([disclosure("2025-Q3")])
        for second in (
            disclosure("2025-Q3"),
            disclosure("2025-Q3", edition=2),
            disclosure("2025-Q3", edition=2, replaces=0),
            disclosure("2025-Q3", edition=3, replaces=1),
            b"jjledger/close/v1\n",
            GENESIS,
        ):
            with pytest.raises(LogError, match="不能登记：第 2 条"):
                log.append([second])
        assert log.append([disclosure("2025-Q3", edition=2, replaces=1), disclosure("2025-Q4")]) == (2, 3)
    assert len(entries_seen(tmp_path)) == 4


def test_an_entry_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with (
        open_log(tmp_path, LOG, GENESIS, RealSystem(), lambda _: None) as log,
        pytest.raises(LogError, match="65536 字节"),
    ):
        log.append([b"x" * 65_536])
    assert entries_seen(tmp_path) == (GENESIS,)


def test_another_key_signs_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, [close(1)])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with (
        pytest.raises(LogError, match=r"请确认 \.jjledger/keys"),
        open_log(folder, SecretKey(ORIGIN, NOTE, bytes([9]) * 32), GENESIS, RealSystem()),
    ):
        pass
    del before[folder / "lock"]
    assert all(path.read_bytes() == data for path, data in before.items())


def test_the_lock_keeps_a_second_writer_out(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(StoreError, match="另一个写入或发布正在进行"), opened(tmp_path):
        pass


def test_old_checkpoints_put_back_are_noticed(tmp_path: Path) -> None:
    folder = written(tmp_path, [close(1)], [close(2)])
    (folder / "checkpoint").write_bytes((folder / "checkpoints" / "2").read_bytes())
    with pytest.raises(LogError, match="曾经签到共 3 条，现在的签章只有 2 条"), opened(folder):
        pass


def test_a_log_without_its_checkpoint_is_no_new_log(tmp_path: Path) -> None:
    folder = written(tmp_path, [close(1)])
    (folder / "checkpoint").unlink()
    with pytest.raises(LogError, match="没有登记册的签章"), opened(folder):
        pass


def test_a_damaged_or_foreign_promise_is_never_acted_on(tmp_path: Path) -> None:
    folder = written(tmp_path, [close(1)])
    good = Promise(2, (close(2),), b"x\n").data()
    for data in (good[:-1], good[:-1] + b"x", b"", good):  # the last is whole, but its checkpoint is nobody's
        (folder / "promise").write_bytes(data)
        with pytest.raises(LogError, match="待办"), opened(folder):
            pass
    assert entries_seen(folder) == (GENESIS, close(1))


def test_a_promise_is_read_back_as_it_was_written() -> None:
    promise = Promise(7, (b"a\n", b"", b"\x00" * 300), b"signed\n")
    assert read_promise(promise.data()) == promise
    assert promise.size == 10


def test_the_same_bytes_again_are_nothing_new_and_others_are_refused(tmp_path: Path) -> None:
    writer = OnceWriter(tmp_path, RealSystem())
    writer.write("tile/0/000.p/1", b"a" * 32)
    inode = (tmp_path / "tile/0/000.p/1").stat().st_ino
    writer.write("tile/0/000.p/1", b"a" * 32)
    assert (tmp_path / "tile/0/000.p/1").stat().st_ino == inode
    with pytest.raises(LogError, match="内容却不是这一次要写的"):
        writer.write("tile/0/000.p/1", b"b" * 32)
    assert (tmp_path / "tile/0/000.p/1").read_bytes() == b"a" * 32
    assert {path.name for path in tmp_path.iterdir()} == {"tile"}


def test_a_writer_that_comes_between_is_not_written_over(tmp_path: Path) -> None:
    """The other one writes after we looked and before we link: a rename would have taken its place."""

    class Racing(RealSystem):
        def link(self, source: Path, path: Path) -> None:
            path.write_bytes(theirs)
            super().link(source, path)

    theirs = b"theirs"
    with pytest.raises(LogError):
        OnceWriter(tmp_path, Racing()).write("a", b"ours")
    assert (tmp_path / "a").read_bytes() == b"theirs"
    theirs = b"ours"
    OnceWriter(tmp_path, Racing()).write("b", b"ours")


def test_a_draft_that_is_a_second_name_is_not_written_into(tmp_path: Path) -> None:
    """A writer that died between link and unlink leaves its draft as a second name of a finished file."""
    writer = OnceWriter(tmp_path, RealSystem())
    writer.write("a", b"first")
    draft = tmp_path / f".{os.getpid()}~"
    draft.hardlink_to(tmp_path / "a")
    writer.write("b", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"
    assert not draft.exists()


def test_a_disk_without_second_names_is_served_by_renaming(tmp_path: Path) -> None:
    class Simple(RealSystem):
        def link(self, source: Path, path: Path) -> None:
            raise PermissionError(1, f"no second name for {source}", str(path))

    writer = OnceWriter(tmp_path, Simple())
    writer.write("a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_witnesses_lines_stand_under_the_checkpoint_they_are_of(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.append([close(1)])
        old = log.compare(log.checkpoint, POLICY).checkpoint
        log.append([close(2)])
        new = log.compare(log.checkpoint, POLICY).checkpoint
        assert log.cosign([answer(old, WITNESSES[0], 5)], POLICY) == 2
        assert log.cosign([answer(new, WITNESSES[0], 6), answer(new, WITNESSES[1], 7)], POLICY) == 3
        assert log.cosign([answer(new, WITNESSES[0], 9)], POLICY) == 3  # the first line stands
    kept = read_log(tmp_path)
    assert [one.seconds for one in open_checkpoint(kept.checkpoint, POLICY).witnesses] == [6, 7]
    assert [one.seconds for one in open_checkpoint(kept.checkpoint_at(2), POLICY).witnesses] == [5]
    assert (tmp_path / "checkpoint").read_bytes() == kept.checkpoint
    # A copy as a site has it shows the same.
    for name, data in kept.site_files().items():
        (tmp_path / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / name).write_bytes(data)
    copy = read_log(tmp_path / "copy")
    assert copy.checkpoint == kept.checkpoint
    assert copy.entries == kept.entries


def test_lines_of_strangers_and_of_other_checkpoints_are_refused(tmp_path: Path) -> None:
    other = read_log(written(tmp_path / "other", [close(7)]))
    with opened(tmp_path / "log") as log:
        log.append([close(1)])
        ours = log.compare(log.checkpoint, POLICY).checkpoint
        theirs = open_checkpoint(other.checkpoint, ALONE).checkpoint
        stranger = SecretKey("x.example", WITNESSES[0].kind, bytes([9]) * 32)
        for line in (answer(theirs, WITNESSES[0], 1), answer(ours, stranger, 1), b"no line\n", b""):
            with pytest.raises(LogError, match="对不上"):
                log.cosign([line], POLICY)
        assert log.seen(POLICY).lacking == 3
