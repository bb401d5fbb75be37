"""The log gets another key: old posters still fit, witnesses follow, and a run that breaks off is finished."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from jjledger.errors import LogError, StoreError
from jjledger.proof import note
from jjledger.proof.checkpoint import Past, open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.entries import Genesis, KeyChange, read_entry
from jjledger.store.kept_log import KeptLog, read_log
from jjledger.store.keys import log_key
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem, System
from jjledger.store.witness_state import open_state
from jjledger.workflows.log_rotate import rotate_log_key
from jjledger.workflows.log_witness import Witnessing, answer_request, key_changes, last_signed, request_for
from jjledger.workflows.public_log import find_log
from tests.faulty import FaultySystem, Killed
from tests.public_log import POLICY, WITNESSES, close

ORIGIN = "local/log"


def begun(top: Path) -> Path:
    """Give a district with a log of two entries."""
    (top / "yi").mkdir(parents=True)
    (top / "yi" / "main.beancount").write_text("")
    (top / "district.toml").write_text('name = "某区"\ncommunities = ["yi"]\n', encoding="utf-8")
    key = log_key(top, ORIGIN, RealSystem(), make=True)
    append(top, key, close(1))
    return top


def append(top: Path, key: SecretKey, *entries: bytes) -> KeptLog:
    policy = Genesis(type(POLICY)(ORIGIN, key.public(), (), 0), bytes(32))
    with open_log(top / ".jjledger" / "log", key, policy.text().encode(), RealSystem()) as log:
        log.append(entries)
    return read_log(top / ".jjledger" / "log")


def own_key(top: Path) -> SecretKey:
    return log_key(top, ORIGIN, RealSystem())


def signers(data: bytes) -> list[bytes]:
    return [line.key_id for line in note.read(data).signatures]


def test_both_keys_sign_the_change_and_from_then_on_the_new_one_alone(tmp_path: Path) -> None:
    top = begun(tmp_path)
    old, poster = own_key(top), read_log(top / ".jjledger" / "log").checkpoint
    done = rotate_log_key(top / "yi", RealSystem())
    new = own_key(top)
    assert (done.old, done.new, done.index) == (old.public(), new.public(), 2)
    assert old != new
    kept = append(top, new, close(2))
    assert read_entry(kept.entries[2]) == KeyChange("log", old.public(), new.public())
    one, other = old.public().key_id, new.public().key_id
    assert [signers(kept.checkpoint_at(size)) for size in kept.sizes] == [[one], [one], [one, other], [other]]
    found = find_log(top, RealSystem())
    assert found.policy.log == new.public()
    assert found.kept.compare(poster, found.policy).checkpoint.size == 2  # an old poster, under the old key
    assert found.kept.extends(poster)
    assert found.kept.size_for(1, found.policy) == 3  # proofs move to what readers can verify today
    named = [Past(old.public(), size, kept.tree(size).root()) for size in (1, 2)]
    assert (kept.former, found.policy.former) == (tuple(named), tuple(named))
    assert open_checkpoint(poster, found.policy).checkpoint.size == 2
    with pytest.raises(LogError, match="不符"):
        append(top, old, close(3))
    assert (top / ".jjledger" / "keys" / "log.next").exists() is False


def test_a_key_that_nobody_named_signs_nothing(tmp_path: Path) -> None:
    top = begun(tmp_path)
    thief = SecretKey(ORIGIN, NOTE, bytes([5]) * 32)
    change = KeyChange("log", own_key(top).public(), thief.public()).text().encode()
    folder = top / ".jjledger" / "log"
    with open_log(folder, own_key(top), b"", RealSystem()) as log, pytest.raises(AssertionError):
        log.append([change])  # it has to sign as well
    # A log whose change the old key never signed is none.
    with open_log(folder, own_key(top), b"", RealSystem()) as log:
        log.append([change], thief)
    newest = folder / "checkpoints" / "3"
    text = note.read(newest.read_bytes()).text
    newest.write_bytes(note.Note(text, (note.sign(text, thief),)).data())
    (folder / "checkpoint").write_bytes(newest.read_bytes())
    with pytest.raises(LogError, match="这一份签章对不上"):
        read_log(folder, thief.public())


def test_a_witness_follows_only_what_the_old_key_signed(tmp_path: Path) -> None:
    top, state = begun(tmp_path / "top"), tmp_path / "state"
    old = own_key(top)

    def ask(kept: KeptLog, told: int | None = None) -> bytes:
        files, key = kept.site_files(), WITNESSES[0]
        who = Witnessing(key, old.public() if told == 0 else None, files.__getitem__)
        with open_state(state, RealSystem()) as memory:
            seen = memory.recall(ORIGIN)
            return answer_request(request_for(kept, seen.last.size if seen else 0), who, memory, 7)

    ask(read_log(top / ".jjledger" / "log"), 0)
    rotate_log_key(top, RealSystem())
    kept = append(top, own_key(top), close(2), close(3))
    assert key_changes(kept) == (3,)
    ask(kept)  # it is led to the checkpoint that both signed
    with open_state(state, RealSystem()) as memory:
        remembered = memory.recall(ORIGIN)
    assert remembered is not None
    assert (remembered.last.size, remembered.key) == (3, own_key(top).public())
    ask(kept)
    with open_state(state, RealSystem()) as memory, pytest.raises(ProofError):
        answer_request(request_for(kept, 0), Witnessing(WITNESSES[0], None, lambda _: b""), memory, 7)


def test_the_size_a_witness_signed_last_is_found_under_an_older_key(tmp_path: Path) -> None:
    top = begun(tmp_path)
    kept = read_log(top / ".jjledger" / "log")
    public = WITNESSES[0].public()
    policy = type(POLICY)(ORIGIN, kept.key, (public,), 0)
    with open_log(top / ".jjledger" / "log", own_key(top), b"", RealSystem()) as log:
        text = note.read(log.checkpoint).text
        log.cosign([note.sign(text, WITNESSES[0], 5).line().encode()], policy)
    rotate_log_key(top, RealSystem())
    assert last_signed(append(top, own_key(top), close(2)), public) == 2


@pytest.mark.parametrize("error", [errno.EIO, None], ids=["broken", "killed"])
def test_a_change_that_broke_off_is_finished_with_the_same_key(tmp_path: Path, error: int | None) -> None:
    for fail_at in range(1, 200):
        top = begun(tmp_path / str(fail_at))
        first = own_key(top)
        system: System = FaultySystem(fail_at, error)
        broken = True
        try:
            rotate_log_key(top, system)
            broken = False
        except (StoreError, Killed):
            rotate_log_key(top, RealSystem())
        kept = append(top, own_key(top), close(2))
        changes = [entry for entry in map(read_entry, kept.entries) if isinstance(entry, KeyChange)]
        assert (changes[0].old, changes[-1].new) == (first.public(), own_key(top).public())
        assert len(changes) == 1 or (broken and len(changes) == 2)  # the last step alone was missing
        assert len(kept.sizes) == kept.size
        if isinstance(system, FaultySystem) and system.calls < fail_at:
            return
    raise AssertionError
