"""E91: does everybody who may sign have to, so that nothing goes out without the signature?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.sign_off import ROLE_WORDS

_SETTINGS: Final = "community.toml"


def check_signers(books: Books, today: date) -> Iterator[Finding]:
    """Warn of a signer whose role stands not in `required`: without it nobody is waited for.

    Args:
        books: the general book.
        today: whose key has ended by then is passed over.

    Source: 会计基础工作规范 第51条.
    """
    rule = books.community.sign_off
    for one in rule.signers:
        if one.role in rule.required or (one.until_day is not None and one.until_day < today):
            continue
        words = ROLE_WORDS[one.role]
        wanted = [role for role in ROLE_WORDS if role in {*rule.required, one.role}]
        told = ", ".join(f'"{role}"' for role in wanted)
        yield Finding(
            "E91", "warn", Place(_SETTINGS, one.line),
            f"写了由谁签{words}，却没有写要{words}签：公示不等这个签名就出去。",
            f"请在 [sign_off] 下面写上 required = [{told}]；不要{words}签的，删去这一段。",
            "会计基础工作规范第51条",
        )  # fmt: skip
