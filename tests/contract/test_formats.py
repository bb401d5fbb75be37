"""docs/formats.md says what the program does: its examples hold, and its codes are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jjledger.proof import checkpoint, coin_line, note, tlog_proof, witness
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.coin_line import Interval
from jjledger.proof.failed import FAILURES
from jjledger.proof.keys import read_public
from jjledger.proof.tiles import files_between, read_log
from jjledger.proof.tree import leaf_hash

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
ENTRIES = (b"entry 0\n", b"entry 1\n", b"entry 2\n")


def examples(kind: str) -> list[str]:
    found = re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"no example of {kind}"
    return found


LOG, STREET = (read_public(text.strip()) for text in examples("key"))
POLICY = Policy("sunshine.example.cn/log", LOG, (STREET,), 1)


def test_the_checkpoint() -> None:
    data = examples("checkpoint")[0].encode()
    opened = checkpoint.open_checkpoint(data, POLICY)
    assert (opened.checkpoint.size, opened.lacking) == (3, 0)
    assert [signer.seconds for signer in opened.witnesses] == [1_790_000_000]
    assert note.read(data).data() == data


def test_the_proof_of_an_entry() -> None:
    data = examples("tlog-proof")[0].encode()
    assert tlog_proof.verify(data, ENTRIES[1], POLICY)[0] == 1
    assert tlog_proof.read(data).data() == data


def test_the_request() -> None:
    data = examples("request")[0].encode()
    seen = Checkpoint(POLICY.origin, 1, leaf_hash(ENTRIES[0]))
    assert witness.examine(data, seen, POLICY).size == 3
    assert witness.read(data).data() == data


def test_the_files() -> None:
    files = {path: bytes.fromhex(data) for path, data in map(str.split, examples("files")[0].splitlines())}
    assert files == files_between(0, ENTRIES)
    root = checkpoint.open_checkpoint(examples("checkpoint")[0].encode(), POLICY).checkpoint.root
    assert read_log(root, 3, files.__getitem__) == ENTRIES


def test_the_line() -> None:
    head, *rows = (row.split() for row in examples("line")[0].splitlines())
    total, root = int(head[0]), bytes.fromhex(head[1])
    assert sum(int(row[1]) for row in rows) == total
    for start, amount, byte, *proof in rows:
        interval = Interval(int(start), int(amount), tuple(map(bytes.fromhex, proof)))
        coin_line.verify(root, "closing", total, bytes.fromhex(byte) * 32, interval)


def test_the_codes_are_the_program_s() -> None:
    table = TEXT[TEXT.index("## Codes") :]
    assert dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", table, re.MULTILINE)) == dict(FAILURES)


@pytest.mark.parametrize("code", FAILURES)
def test_each_code_is_told_where_it_belongs(code: str) -> None:
    text = TEXT[: TEXT.index("## Codes")]
    assert f"`{code}`" in text or re.search(rf"^    {code} ", text, re.MULTILINE)
