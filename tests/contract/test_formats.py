"""docs/formats.md says what the program does: its examples hold, and its codes are the program's."""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.proof import checkpoint, coin_line, note, tlog_proof, witness
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.coin_line import Interval
from jjledger.proof.failed import FAILURES
from jjledger.proof.keys import NOTE, SecretKey, read_public
from jjledger.proof.tiles import files_between, read_log
from jjledger.proof.tree import leaf_hash
from jjledger.seal import salts
from jjledger.seal.codes import HouseholdCode, PosterCode, poster_code, read_code, verify_code
from jjledger.seal.entries import read_entry
from jjledger.seal.link import Shelf, link_of, sealed_bins
from jjledger.seal.manifest import FundBlock, read_manifest
from jjledger.seal.monitor import monitor
from jjledger.seal.pack import read_pack, verify_pack
from jjledger.seal.register import verify_register
from jjledger.seal.sampling import draw, drawn_rooms
from jjledger.seal.statement import read_statement
from jjledger.workflows.registering import site_note

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


def the_fund() -> FundBlock:
    return read_manifest(examples("manifest")[0]).funds[0]


def test_the_secrets() -> None:
    owner, salt, turn = (bytes.fromhex(row) for row in examples("secrets")[0].splitlines())
    master = bytes(range(32))
    publication = salts.Publication("x.example.cn/demo", "2026-Q3", "maintenance", 1)
    assert salts.owner_key(master, "1-101", 1) == owner
    assert salts.salt(owner, publication) == salt
    assert salts.rotation(master, publication, "closing") == turn
    told = b"jjledger/salt/v2\nx.example.cn/demo\n2026-Q3\nmaintenance\n1\n"
    assert hmac.digest(owner, told, "sha256") == salt


def test_the_link() -> None:
    secret, typed, place, hashed = examples("link")[0].splitlines()
    owner = bytes.fromhex(examples("secrets")[0].split()[0])
    assert hmac.digest(owner, b"jjledger/link/v1\n2026.0\n", "sha256").hex()[:32] == secret
    found = link_of(owner, 2026, 0)
    assert (found.token.hex(), found.spoken(), found.id) == (secret, typed, place)
    files = dict(sealed_bins([Shelf("2026-Q3", {"1-101": b"{}"}, {"1-101": found})]))
    assert sha256(files[f"o/{place}/list.bin"]).hexdigest() == hashed


def test_the_statement_is_in_the_register_and_the_register_in_the_manifest() -> None:
    text, salt = examples("statement")[0], bytes.fromhex(examples("secrets")[0].split()[1])
    assert read_statement(text).text() == text
    commitment = sha256(b"jjledger/commit/v1\n" + salt + text.encode()).digest()
    leaf = sha256(b"\0jjledger/stmt/v1\n" + commitment).hexdigest()
    assert examples("register")[0].startswith(f"{leaf} 1-101\n")
    assert len(verify_register(examples("register")[0].encode(), the_fund()).rooms) == 4


def test_the_manifest() -> None:
    text = examples("manifest")[0]
    assert read_manifest(text).text() == text


def test_the_pack() -> None:
    data = examples("pack")[0].removesuffix("\n").encode()
    found = verify_pack(data, POLICY, "1-101")
    assert (found.statement.closing_fen, found.index, found.lacking) == (900, 1, 0)
    pack = read_pack(data)
    assert pack.data() == data
    assert (pack.statement, pack.manifest) == (examples("statement")[0], examples("manifest")[0])


def test_the_qr_codes() -> None:
    household, poster = (examples(kind)[0].removesuffix("\n") for kind in ("household", "poster"))
    code, beside = read_code(household), read_code(poster)
    assert isinstance(code, HouseholdCode)
    assert isinstance(beside, PosterCode)
    assert verify_code(code, beside, POLICY, "1-101").statement.text() == examples("statement")[0]
    assert poster_code(beside.manifest, beside.log) == poster


def test_the_entries() -> None:
    texts = examples("entry")
    assert [read_entry(text.encode()).text() for text in texts] == texts
    told = set(re.findall(r"^    (jjledger/[a-z]+/v[0-9]) ", TEXT, re.MULTILINE))
    assert {text.split("\n")[0] for text in texts} == told
    first, *others = (text.encode() for text in texts)
    found = monitor([first, examples("manifest")[0].encode(), *others])
    assert found.in_force == {("x.example.cn/demo", "2026-Q3"): 1}


def test_the_list_of_a_site() -> None:
    sums, signed = (examples(kind)[0].encode() for kind in ("site-sums", "site-note"))
    assert site_note(sums, SecretKey(LOG.name, NOTE, bytes(32))) == signed
    found = note.read(signed)
    assert [signer.key for signer in note.verify(found, (LOG,))] == [LOG]
    assert found.text == f"jjledger/site/v1\nfiles 2 {sha256(sums).hexdigest()}\n"


def test_the_sample() -> None:
    fens, places = ([int(number) for number in row.split()] for row in examples("sample")[0].splitlines())
    fund = the_fund()
    assert fund.closing.root is not None
    assert list(draw(fund.closing.root, "3021.77", fund.closing.total_fen, 5)) == fens
    assert list(draw(fund.statements, "3021.77", fund.households, 5)) == places
    rooms = drawn_rooms(verify_register(examples("register")[0].encode(), fund), "3021.77", 5)
    assert rooms == tuple(f"1-10{place + 1}" for place in places)


def test_the_codes_are_the_program_s() -> None:
    table = TEXT[TEXT.index("## Codes") :]
    assert dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", table, re.MULTILINE)) == dict(FAILURES)


@pytest.mark.parametrize("code", FAILURES)
def test_each_code_is_told_where_it_belongs(code: str) -> None:
    text = TEXT[: TEXT.index("## Codes")]
    assert f"`{code}`" in text or re.search(rf"^    {code} ", text, re.MULTILINE)
