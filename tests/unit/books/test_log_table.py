"""`[log]` of district.toml: who watches the log, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.community_file import read_district
from jjledger.errors import CommunityFileError
from jjledger.facts.community import District
from jjledger.facts.log_settings import Witness
from jjledger.proof.keys import COSIGNATURE, PublicKey
from tests.unit.proof.keyring import LOG, WITNESSES

TOP = 'name = "某区"\ncommunities = ["a"]\nsite = "https://gongshi.example/Quxian/"\n'
KEYS = [key.public().text() for key in WITNESSES]


def district(folder: Path, log: str) -> District:
    (folder / "district.toml").write_text(TOP + log, encoding="utf-8")
    return read_district(folder)


def watched_by(*keys: str, quorum: int = 0) -> str:
    rows = "".join(
        f'[[log.witness]]\nname = "见证人{number}"\nkey = "{key}"\n' for number, key in enumerate(keys)
    )
    return f"[log]\nquorum = {quorum}\n{rows}"


def test_without_a_word_of_it_the_log_is_the_sites_and_nobody_watches(tmp_path: Path) -> None:
    found = district(tmp_path, "")
    assert (found.home, found.origin) == ("gongshi.example/quxian", "gongshi.example/quxian/log")
    assert (found.log.quorum, found.log.witnesses) == (0, ())
    assert District("某区", ("a",)).origin == "local/log"


def test_where_the_site_moved_log_and_communities_keep_the_address_of_before(tmp_path: Path) -> None:
    found = district(tmp_path, '[log]\nhome = "old.example/qu"\n')
    assert (found.home, found.origin, found.site) == (
        "old.example/qu",
        "old.example/qu/log",
        "https://gongshi.example/Quxian/",
    )


def test_witnesses_and_quorum_become_the_policy(tmp_path: Path) -> None:
    found = district(
        tmp_path, watched_by(*KEYS, quorum=3).replace("[log]", '[log]\norigin = "a.example/log"')
    )
    assert found.log.witnesses[1] == Witness("见证人1", WITNESSES[1].public())
    policy = found.policy(LOG.public())
    assert (policy.origin, policy.quorum) == ("a.example/log", 3)
    assert policy.witnesses == tuple(key.public() for key in WITNESSES)
    assert found.log.names()[WITNESSES[3].public()] == "见证人3"


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (watched_by(*KEYS[:2], quorum=3), "quorum 是 3，见证人有 2 家"),
        (watched_by(quorum=-1), "quorum 是 -1"),
        (watched_by(KEYS[0], KEYS[0]), "同一把公钥"),
        ('[log]\nhome = "https://a.example"\n', "home「https://a.example」不能作小区"),
        ('[log]\nhome = "a.example/"\n', "home「a.example/」不能作小区"),
        # The same key under another name is no second pair of eyes.
        (watched_by(KEYS[0], PublicKey("b.example", COSIGNATURE, WITNESSES[0].public().public).text()), "同一把公钥"),
        (watched_by(LOG.public().text()), "不是见证人用的那一种"),
        (watched_by("PRIVATE+KEY+a+00000000+AAAA"), "私钥"),
        (watched_by("a.example+00000000+AAAA"), "读不出来"),
        ('[log]\norigin = "https://a.example"\n', "不能作登记册的名称"),
        ("[log]\nquorum = 0\nwitnesses = []\n", "不认识的键 witnesses"),
        ('[log]\n[[log.witness]]\nname = "甲"\nkey = "' + KEYS[0] + '"\nphone = "1"\n', "不认识的键 phone"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, log: str, words: str) -> None:
    with pytest.raises(CommunityFileError, match=words):
        district(tmp_path, log)
