"""The page for verifying: one file, the same each time, that lets only its own script in and says every failure's words."""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from jjledger.proof.checkpoint import Past, Policy
from jjledger.proof.failed import FAILURES, ProofError
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.render.resources import served_files, site_files
from jjledger.render.verifier import (
    SCRIPTS,
    policy_fingerprint,
    policy_read,
    policy_told,
    script_text,
    verifier_page,
)
from tests.page_in_node import NODE, asked, b64
from tests.sealed_packs import POLICY, WITNESSES, tried
from tests.unit.proof.keyring import ENTRIES, LOG, ORIGIN, checkpoint_of, signed
from tests.unit.proof.keyring import POLICY as OTHER
from tests.unit.proof.keyring import WITNESSES as SIGNERS

PAGE = verifier_page(policy_told(POLICY)).decode()
# Parses a script as engines of 2015 did, with the parser that node itself carries.
PARSES = """const acorn = require("internal/deps/acorn/acorn/dist/acorn");
acorn.parse(require("fs").readFileSync(0, "utf8"), { ecmaVersion: 2015 });"""


def part(tag: str, page: str = PAGE) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_only_its_own_script_and_style_may_run() -> None:
    content = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', PAGE)
    told = dict(rule.split(" ", 1) for rule in content[0].split("; "))
    hashes = {name: b64encode(sha256(part(name).encode()).digest()).decode() for name in ("script", "style")}
    assert told == {
        "default-src": "'none'",
        "script-src": f"'sha256-{hashes['script']}'",
        "style-src": f"'sha256-{hashes['style']}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert PAGE.index("Content-Security-Policy") < PAGE.index("<title>")
    assert not re.search(r"\son\w+=|\sstyle=", re.sub(r"<script>.*?</script>", "", PAGE, flags=re.DOTALL))


def test_it_names_no_other_file_and_no_other_place() -> None:
    assert not re.search(r"\ssrc=|\shref=|@import|url\(|https?:|//[a-z]+\.", PAGE.replace("http-equiv", ""))
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|localStorage|eval|innerHTML|cookie)\b", PAGE
    )


def test_the_page_depends_on_its_policy_alone() -> None:
    bare, told = verifier_page(), verifier_page(policy_told(POLICY))
    assert told == verifier_page(policy_told(POLICY)) != bare
    before, policy, after = told.decode().partition(json.dumps(policy_told(POLICY), separators=(",", ":")))
    assert policy
    assert bare.decode() == before + "{}" + after
    assert part("script") == part("script", bare.decode())  # the script and its hash stay, whoever is trusted


def test_the_page_in_the_project_is_that_without_a_policy() -> None:
    assert (site_files() / "verify.html").read_bytes() == verifier_page(), "run script/docs"
    assert not [name for name, _ in served_files() if name.startswith("verify/")]
    assert {path.name for path in (site_files() / "verify").glob("*.js")} == set(SCRIPTS)


def test_a_policy_cannot_end_its_block() -> None:
    told = {**policy_told(POLICY), "note": "</script><script>x</script>"}
    assert part("script", verifier_page(told).decode()) == part("script")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quorum": 5}, "policy"),
        ({"quorum": -1}, "policy"),
        ({"log": "nobody"}, "key"),
        ({"log": WITNESSES[0].public().text()}, "policy"),
        ({"witnesses": [POLICY.log.text()]}, "policy"),
        ({"witnesses": []}, "policy"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused_here_and_there(
    changes: dict[str, object], code: str
) -> None:
    told = policy_told(POLICY) | changes
    with pytest.raises(ProofError) as caught:
        verifier_page(told)
    assert caught.value.code == code
    assert asked([{"ask": "policy", "policy": told}]) == [code]


def test_a_fingerprint_is_the_hash_of_the_policy_and_of_nothing_else() -> None:
    told = policy_told(POLICY)
    assert list(told) == ["origin", "log", "witnesses", "quorum"]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    print_ = policy_fingerprint(told)
    assert print_.replace(" ", "") == sha256(text.encode()).hexdigest()[:32]
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){7}", print_)
    shown = [told, {**told, "demo": True}, dict(reversed(told.items()))]
    assert [policy_fingerprint(one) for one in shown] == [print_] * 3
    assert asked({"ask": "policy", "policy": one} for one in shown) == [print_] * 3
    weaker = policy_told(Policy(POLICY.origin, POLICY.log, POLICY.witnesses, 2))
    assert asked([{"ask": "policy", "policy": weaker}]) == [policy_fingerprint(weaker)] != [print_]


def test_a_page_knows_what_earlier_keys_signed_and_says_so_in_its_fingerprint() -> None:
    old = SecretKey(ORIGIN, NOTE, bytes([7]) * 32)
    then, other = checkpoint_of(ENTRIES[:9]), checkpoint_of((*ENTRIES[:8], b"another\n"))
    policy = replace(OTHER, former=(Past(old.public(), 4, bytes(32)), Past(old.public(), 9, then.root)))
    told = policy_told(policy)
    assert told["former"] == [
        {"log": old.public().text(), "roots": [[4, b64(bytes(32))], [9, b64(then.root)]]}
    ]
    assert policy_read(json.loads(json.dumps(told))) == policy
    assert asked([{"ask": "policy", "policy": told}]) == [policy_fingerprint(told)]
    assert policy_fingerprint(told) != policy_fingerprint(policy_told(OTHER))
    questions = [
        {"ask": "checkpoint", "data": b64(signed(checkpoint.text(), key, *SIGNERS[:3])), "policy": whom}
        for checkpoint, key, whom in (
            (then, old, told), (other, old, told), (then, LOG, told), (then, old, policy_told(OTHER)),
            (checkpoint_of(ENTRIES), LOG, told),
        )
    ]  # fmt: skip
    assert asked(questions) == ["ok", "log-unsigned", "log-unsigned", "log-unsigned", "ok"]
    bad = [None, [1], [{"log": old.public().text()}], [{"log": old.public().text(), "roots": [["9", "x"]]}]]
    assert asked({"ask": "policy", "policy": told | {"former": one}} for one in bad) == ["policy"] * 4
    witness = [{"log": OTHER.witnesses[0].text(), "roots": [[9, b64(then.root)]]}]
    assert asked([{"ask": "policy", "policy": told | {"former": witness}}]) == ["policy"]
    with pytest.raises(ProofError):
        policy_read(told | {"former": witness})


def test_every_failure_has_its_words_and_what_to_do_on_the_page() -> None:
    known, advised = asked([{"ask": "failures"}, {"ask": "advised"}])
    assert known == FAILURES
    assert sorted(advised) == sorted(FAILURES)  # each once


def test_the_page_fails_only_under_codes_that_have_words() -> None:
    (own,) = asked([{"ask": "own"}])
    script = script_text()
    used = set(re.findall(r'new Failed\("([a-z0-9-]+)"', script))
    used |= set(re.findall(r'demand\([^\n]*?, "([a-z0-9-]+)"(?:,[^,\n]*)?\);', script))
    used |= set(re.findall(r'(?:countOf|amountOf)\([^)]*, "([a-z-]+)"\)', script))
    assert len(used) > 40
    assert used <= set(FAILURES) | set(own)


def test_the_script_tries_itself_on_what_the_program_seals() -> None:
    assert (site_files() / "verify" / "tried.js").read_text(encoding="utf-8") == tried()
    assert asked([{"ask": "selfTest"}]) == [True]


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_the_script_is_one_that_browsers_of_2017_read() -> None:
    assert NODE is not None
    for script, good in ((script_text(), True), ("a?.b", False), ("a ** b", False), ("/(?<=a)b/", False)):
        ended = subprocess.run(
            [NODE, "--expose-internals", "-e", PARSES],
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Cannot find module" not in ended.stderr
        assert (ended.returncode == 0) == good, ended.stderr
    later = r"\.(at|flat|flatMap|fromEntries|matchAll|replaceAll|trimEnd|trimStart|padStart|padEnd|finally)\("
    assert not re.search(rf"{later}|BigInt|crypto\.subtle|globalThis|structuredClone", script_text())
