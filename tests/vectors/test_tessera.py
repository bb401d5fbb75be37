"""Our writer makes the log that another program made, byte for byte."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from jjledger.proof.keys import read_secret
from jjledger.store.kept_log import read_log
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem

TESSERA = tomllib.loads(Path(__file__).with_name("tessera.toml").read_text(encoding="utf-8"))
KEY = read_secret(TESSERA["key"])
ENTRIES = [entry.encode() for entry in TESSERA["entries"]]


def any_entries(entries: Sequence[bytes]) -> None:
    """Let entries stand that mean nothing here."""


def test_every_file_of_tesseras_log_is_made_again(tmp_path: Path) -> None:
    with open_log(tmp_path / "log", KEY, ENTRIES[0], RealSystem(), any_entries) as log:
        for index, entry in enumerate(ENTRIES[1:], 1):
            assert log.append([entry]) == (index,)
    files = {
        path.relative_to(tmp_path / "log").as_posix(): path.read_bytes()
        for path in (tmp_path / "log").rglob("*")
        if path.is_file()
    }
    del files["lock"]
    notes = [
        f"{KEY.name}\n{size}\n{root}\n\n\u2014 {KEY.name} {signature}\n".encode()
        for size, (root, signature) in enumerate(TESSERA["checkpoints"], 1)
    ]
    assert len(notes) == len(ENTRIES) == 15
    assert files.pop("checkpoint") == notes[-1]
    assert [files.pop(f"checkpoints/{size}") for size in range(1, 16)] == notes
    # The layout of its tiles, and what they hold by the words of C2SP tlog-tiles.
    assert sorted(files) == sorted(
        f"tile/{kind}/000.p/{size}" for kind in ("0", "entries") for size in range(1, 16)
    )
    for size in range(1, 16):
        bundle = b"".join(bytes([0, len(entry)]) + entry for entry in ENTRIES[:size])
        assert files[f"tile/entries/000.p/{size}"] == bundle
        assert len(files[f"tile/0/000.p/{size}"]) == 32 * size


def test_it_is_read_with_its_public_key_alone(tmp_path: Path) -> None:
    with open_log(tmp_path / "log", KEY, ENTRIES[0], RealSystem(), any_entries) as log:
        log.append(ENTRIES[1:])
    kept = read_log(tmp_path / "log", KEY.public())
    assert kept.entries == tuple(ENTRIES)
    assert kept.sizes == (1, 15)
