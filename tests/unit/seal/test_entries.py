"""Entries of the log: each kind has one way to be written."""

from __future__ import annotations

import re

import pytest

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError
from jjledger.seal.entries import (
    OPINIONS,
    ROLES,
    Audit,
    Close,
    Correction,
    Drawn,
    Entry,
    Genesis,
    KeyChange,
    Notice,
    OwnersPage,
    Papers,
    PolicyChange,
    Reopen,
    Signed,
    VerifierPage,
    Withdrawal,
    read_entry,
)
from jjledger.seal.manifest import Manifest
from tests.attacks.world import LOG, ORIGIN, POLICY, WITNESSES, World

HASH = bytes(range(32))
HEX = HASH.hex()
OTHER = bytes(range(32, 64))
STREET = WITNESSES[0].public()
KEYS = "".join(f"witness {key.public().text()}\n" for key in WITNESSES)
EXAMPLES: dict[str, Entry] = {
    f"jjledger/genesis/v1\norigin {ORIGIN}\nkey {LOG.public().text()}\n{KEYS}quorum 3\nverifier {HEX}\n": Genesis(POLICY, HASH),
    f"jjledger/genesis/v1\norigin {ORIGIN}\nkey {LOG.public().text()}\nquorum 0\nverifier {HEX}\n": Genesis(Policy(ORIGIN, LOG.public(), (), 0), HASH),
    f"jjledger/close/v1\ncommunity x/y\nmonth 2026-09\ncommit {'a' * 40}\ntext {HEX}\n": Close("x/y", "2026-09", "a" * 40, HASH),
    f"jjledger/close/v1\ncommunity x/y\nmonth 2026-09\ncommit -\ntext {HEX}\n": Close("x/y", "2026-09", None, HASH),
    f"jjledger/reopen/v1\ncommunity x/y\nmonth 2026-09\nday 2026-10-20\ntext {HEX}\n": Reopen("x/y", "2026-09", "2026-10-20", HASH),
    f"jjledger/audit/v1\ndisclosure 7\nreport {HEX}\nopinion qualified\nbeacon sse-close 2026-10-16 3021.77\nsample 59\n": Audit(7, HASH, "qualified", Drawn("sse-close", "2026-10-16", "3021.77"), 59),
    f"jjledger/audit/v1\ndisclosure 0\nreport {HEX}\nopinion none\nbeacon -\nsample 0\n": Audit(0, HASH, "none", None, 0),
    f"jjledger/key/v1\nrole witness\nold {STREET.text()}\nnew {LOG.public().text()}\n": KeyChange("witness", STREET, LOG.public()),
    f"jjledger/key/v1\nrole log\nold -\nnew {STREET.text()}\n": KeyChange("log", None, STREET),
    f"jjledger/key/v1\nrole audited\nold {STREET.text()}\nnew -\n": KeyChange("audited", STREET, None),
    f"jjledger/notice/v1\ndisclosure 7\nposted 2026-10-21\ntext {HEX}\n": Notice(7, "2026-10-21", HASH),
    f"jjledger/papers/v1\ndisclosure 7\nfiles {HEX}\n": Papers(7, HASH),
    f"jjledger/verifier/v1\nfile {HEX}\n": VerifierPage(HASH),
    "jjledger/withdrawal/v1\ndisclosure 7\ndocument three-funds\n": Withdrawal(7, "three-funds"),
    f"jjledger/signed/v1\ndisclosure 7\nnote {HEX}\n": Signed(7, HASH),
    f"jjledger/policy/v1\n{KEYS}quorum 3\n": PolicyChange(POLICY.witnesses, 3),
    "jjledger/policy/v1\nquorum 0\n": PolicyChange((), 0),
    f"jjledger/page/v1\npage owners\nfile {HEX}\n": OwnersPage(HASH),
    f"jjledger/key/v2\ncommunity x/y\nrole prepared\nold -\nnew {STREET.text()}\n": KeyChange("prepared", None, STREET, "x/y"),
    f"jjledger/key/v2\ncommunity x/y\nrole audited\nold {STREET.text()}\nnew -\n": KeyChange("audited", STREET, None, "x/y"),
    f"jjledger/audit/v2\ndisclosure 7\nreport {HEX}\nopinion qualified\nbeacon sse-close 2026-10-16 3021.77\nsample 59\ncorrects {OTHER.hex()}\nreason {HEX}\n": Audit(7, HASH, "qualified", Drawn("sse-close", "2026-10-16", "3021.77"), 59, Correction(OTHER, HASH)),
    f"jjledger/audit/v2\ndisclosure 0\nreport {HEX}\nopinion none\nbeacon -\nsample 0\ncorrects {OTHER.hex()}\nreason {HEX}\n": Audit(0, HASH, "none", None, 0, Correction(OTHER, HASH)),
}  # fmt: skip
TEXTS = list(EXAMPLES)


def code_of(data: bytes) -> str:
    try:
        read_entry(data)
    except ProofError as failure:
        return failure.code
    return ""


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[0])
def test_an_entry_is_its_text(text: str) -> None:
    assert EXAMPLES[text].text() == text
    assert read_entry(text.encode()) == EXAMPLES[text]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[0])
def test_no_line_may_be_missing_stand_twice_or_be_another(text: str) -> None:
    lines = text.split("\n")[:-1]
    for at, line in enumerate(lines):
        if line.startswith("witness"):
            continue
        for others in (
            [],
            [line, line],
            [line, ""],
            ["", line],
            [line + " "],
            [" " + line],
            [line.upper()],
            ["note 1"],
        ):
            changed = [*lines[:at], *others, *lines[at + 1 :]]
            assert code_of("".join(f"{one}\n" for one in changed).encode()), changed
    assert code_of(text[:-1].encode()) == "entry"
    assert code_of((text + "\n").encode()) == "entry"
    assert code_of(text.replace("\n", "\r\n").encode()) == "entry"
    for other in ("/v0", "/v1", "/v2", "/v3"):
        assert code_of(re.sub("/v[0-9]", other, text).encode()) == ("" if other in text else "entry")
    assert code_of(b"\xef\xbb\xbf" + text.encode()) == "entry"


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"jjledger/close/v1", b"jjledger/close/v1\n", b"hello\n", b"\xff\n"]
)
def test_what_is_of_no_kind(data: bytes) -> None:
    assert code_of(data) == "entry"


def test_a_manifest_is_an_entry_and_is_looked_into() -> None:
    text = World().manifest
    found = read_entry(text.encode())
    assert isinstance(found, Manifest)
    assert found.text() == text
    assert code_of(text.replace("total bank", "total bank 1").encode()) == "manifest"
    assert code_of(text.replace("total pettycash 50", "total pettycash 51").encode()) == "total-bank"


@pytest.mark.parametrize(
    ("number", "old", "new", "code"),
    [
        (0, ORIGIN + "\n", "other.example.cn/log\n", "entry"),
        (0, "quorum 3", "quorum 4", ""),
        (0, "quorum 3", "quorum 5", "policy"),
        (0, "quorum 3", "quorum 03", "entry"),
        (0, "quorum 3", "quorum -1", "entry"),
        (0, "quorum 3", "quorum 9007199254740992", "entry"),
        (0, LOG.public().text(), STREET.text(), "policy"),
        (0, STREET.text(), LOG.public().text(), "policy"),
        (0, STREET.text(), STREET.text()[:-1], "base64"),
        (0, "+84bb7095+", "+84bb7096+", "key"),
        (2, "2026-09", "2026-13", "entry"),
        (2, "a" * 40, "a" * 41, "entry"),
        (2, "community x/y", "community X/y", "entry"),
        (4, "2026-10-20", "2026-10-32", "entry"),
        (5, "qualified", "good", "entry"),
        (5, "3021.77", "", "entry"),
        (5, "3021.77", "30 21", "entry"),
        (5, "3021.77", "é", "entry"),
        (5, "sample 59", "sample 059", "entry"),
        (5, "sample 59", "sample 9007199254740992", "entry"),
        (5, "disclosure 7", "disclosure 9007199254740992", "entry"),
        (7, "role witness", "role mayor", "entry"),
        (8, "new " + STREET.text(), "new -", "entry"),
        (8, "new " + STREET.text(), "new x", "key"),
        (10, "disclosure 7", "disclosure -7", "entry"),
        (10, "disclosure 7", "disclosure 9007199254740992", "entry"),
        (11, "disclosure 7", "disclosure 07", "entry"),
        (11, "disclosure 7", "disclosure 9007199254740992", "entry"),
        (11, HEX, HEX.upper(), "entry"),
        (12, HEX, HEX[1:], "entry"),
        (2, "community x/y", "community y", "entry"),
        (2, "community x/y", "community x//y", "entry"),
        (4, "2026-10-20", "2026-09-31", "entry"),
        (4, "community x/y", "community x/y.", "entry"),
        (5, "2026-10-16", "2026-02-29", "entry"),
        (10, "2026-10-21", "2026-11-31", "entry"),
        (20, f"corrects {OTHER.hex()}", f"corrects {HEX}", "entry"),
        (20, f"corrects {OTHER.hex()}", "corrects -", "entry"),
        (20, f"reason {HEX}", "reason 漏记", "entry"),
        (21, "sample 0\ncorrects", "sample 0\nsample 0\ncorrects", "entry"),
        (13, "disclosure 7", "disclosure 9007199254740992", "entry"),
        (13, "three-funds", "../v2/money", "entry"),
        (13, "three-funds", "money/index.html", "entry"),
        (13, "three-funds", "三金", "entry"),
        (14, "disclosure 7", "disclosure 9007199254740992", "entry"),
        (14, HEX, HEX.upper(), "entry"),
        (15, "quorum 3", "quorum 5", "policy"),
        (15, "quorum 3", "quorum 9007199254740992", "entry"),
        (15, STREET.text(), LOG.public().text(), "policy"),
        (15, STREET.text(), STREET.text()[:-1], "base64"),
        (16, "quorum 0", "quorum 1", "policy"),
        (17, "page owners", "page verify", "entry"),
        (18, "role prepared", "role log", "entry"),  # the log and its witnesses are nobody's
        (18, "role prepared", "role witness", "entry"),
        (18, "community x/y", "community -", "entry"),
        (18, "community x/y", "community 云庭", "entry"),
        (18, "new " + STREET.text(), "new -", "entry"),
        (19, "old " + STREET.text(), "old x", "key"),
    ],
)
def test_what_is_written_otherwise(number: int, old: str, new: str, code: str) -> None:
    assert old in TEXTS[number]
    assert code_of(TEXTS[number].replace(old, new).encode()) == code


def test_every_opinion_and_every_role_is_read() -> None:
    for opinion in OPINIONS:
        assert read_entry(TEXTS[6].replace("none", opinion).encode()).text().count(opinion) == 1
    for role in ROLES:
        assert read_entry(TEXTS[8].replace("role log", f"role {role}").encode()).text().count(role) == 1
    assert OPINIONS == (
        "unqualified",
        "emphasis",
        "qualified",
        "adverse",
        "disclaimer",
        "agreed_procedures",
        "none",
    )
    assert ROLES == ("log", "witness", "prepared", "reviewed", "committee", "audited", "published")
