"""The page on which every household verifies: one file that needs nothing else, joined from `site/verify/`.

It runs wherever it lies, asks no server for anything and may not: its policy for content lets one script and one style
sheet in, both by their hashes. What lives here: joining it, and whom it trusts. What must not: how a proof is verified,
which the page's own scripts say again, apart from `proof` and `seal`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from jjledger.proof.checkpoint import Past, Policy
from jjledger.proof.failed import FAILURES
from jjledger.proof.keys import read_public
from jjledger.proof.lines import base64_of, hash_of
from jjledger.render.resources import site_files

NAME: Final = "verify.html"
SOURCES: Final = "verify"  # below the site's files; joined, and not served
SCRIPTS: Final = (
    "bytes.js", "sha2.js", "ed25519.js", "tree.js", "coin_line.js", "note.js", "checkpoint.js", "texts.js", "pack.js",
    "codes.js", "tried.js", "self_test.js", "words.js", "items.js", "results.js", "page.js",
)  # fmt: skip
_KEYS: Final = ("origin", "log", "witnesses", "quorum")
_FORMER: Final = "former"  # of a policy, after the others in the order that its fingerprint is taken in
_SHOWN: Final = 32  # hexadecimal digits of a fingerprint
_GROUP: Final = 4


def policy_told(policy: Policy) -> dict[str, object]:
    """Write a policy as the page reads it."""
    witnesses = [witness.text() for witness in policy.witnesses]
    told = (policy.origin, policy.log.text(), witnesses, policy.quorum)
    former: dict[str, list[list[object]]] = {}
    for past in policy.former:
        former.setdefault(past.log.text(), []).append([past.size, base64_of(past.root)])
    return dict(zip(_KEYS, told, strict=True)) | (
        {_FORMER: [{"log": log, "roots": roots} for log, roots in former.items()]} if former else {}
    )


def policy_read(told: Mapping[str, Any]) -> Policy:
    """Read a policy that `policy_told` wrote; other keys do not count.

    Raises:
        KeyError: something is missing.
        ProofError: the policy contradicts itself, or a key is not written as one.
        TypeError: a part is of another kind.
        ValueError: a part is of another kind.
    """
    former = tuple(
        Past(read_public(one["log"]), size, hash_of(root))
        for one in told.get(_FORMER, ())
        for size, root in one["roots"]
    )
    log, *witnesses = (read_public(text) for text in (told["log"], *told["witnesses"]))
    return Policy(told["origin"], log, tuple(witnesses), told["quorum"], former)


def policy_fingerprint(told: Mapping[str, object]) -> str:
    """Give the digits by which a reader compares the page's policy with a poster's, in groups of four.

    Args:
        told: as `policy_told` writes it; other keys do not count.
    """
    plain = {key: told[key] for key in (*_KEYS, _FORMER) if key in told}
    digits = sha256(_json(plain).encode()).hexdigest()[:_SHOWN]
    return " ".join(digits[at : at + _GROUP] for at in range(0, _SHOWN, _GROUP))


def verifier_page(policy: Mapping[str, object] | None = None) -> bytes:
    """Join the page.

    Args:
        policy: as `policy_told` writes it, and `demo` where the keys are for demonstration only. Without one the page
            asks its reader for it.

    Raises:
        ProofError: the policy contradicts itself, or a key is not written as one.
    """
    return joined_page("page.html", ("page.css",), SCRIPTS, policy)


def joined_page(
    template: str, styles: Sequence[str], scripts: Sequence[str], policy: Mapping[str, object] | None
) -> bytes:
    """Join a page that lets in its one script and one style sheet by their hashes.

    Args:
        template: the page with its places, below the sources.
        styles: its styles, after the site's colours.
        scripts: its scripts, in their order.
        policy: whom it trusts, as `policy_told` writes it; None: nobody yet.

    Raises:
        ProofError: the policy contradicts itself, or a key is not written as one.
    """
    if policy:
        _examine(policy)
    told = _json(dict(policy or {})).replace("<", "\\u003c")
    script = "\n" + script_text(scripts)
    style = "".join(f"\n{_source(name)}" for name in ("../css/tokens.css", *styles))
    page = _source(template)
    for place, text in (
        ("SCRIPT-HASH", _hash(script)),
        ("STYLE-HASH", _hash(style)),
        ("POLICY", told),
        ("STYLE", style),
        ("SCRIPT", script),
    ):
        before, found, after = page.partition(f"[[{place}]]")
        assert found, place
        page = before + text + after
    return page.encode()


def script_text(scripts: Sequence[str] = SCRIPTS) -> str:
    """Join the script alone, which elsewhere than on a page gives its functions to whoever loads it."""
    failures = json.dumps(dict(FAILURES), ensure_ascii=False, indent=2)
    parts = [f"const FAILURES = {failures};\n", *(_source(name) for name in scripts)]
    return '(function () {\n"use strict";\n\n' + "\n".join(parts) + "})();\n"


def _examine(told: Mapping[str, object]) -> None:
    """Refuse a policy that nobody could fulfil."""
    witnesses = told["witnesses"]
    assert isinstance(witnesses, list | tuple), "witnesses are a list of keys"
    assert type(told["quorum"]) is int, "a quorum is a number"
    policy_read(told)


def _source(name: str) -> str:
    return (site_files() / SOURCES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
