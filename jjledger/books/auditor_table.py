"""Read `[[auditor]]` of community.toml: whose key signs records of audits, named before anything is signed with it."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.auditor import Auditor
from jjledger.facts.sign_off import ROLE_WORDS, SignOff
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, read_public

_KEY: Final = '请写审计单位自己的公钥，例如 key = "firm.example.cn+1a2b3c4d+AT…"。'
_APART: Final = "审计人不能是编制、复核、批准或发布的人；请由会计师事务所用自己的密钥。"


def read_auditors(top: Table, sign_off: SignOff) -> tuple[Auditor, ...]:
    """Read whom a community takes for its auditors.

    Args:
        top: community.toml.
        sign_off: who signs editions, of whom none audits.

    Raises:
        CommunityFileError: a key is no public key for notes, stands twice, or signs editions.
    """
    signers = {one.key.public: ROLE_WORDS[one.role] for one in sign_off.signers}
    found: dict[bytes, Auditor] = {}
    for table in top.tables("auditor"):
        one = _auditor(table)
        if one.key.public in signers:
            raise table.refuse(
                "key", f"「{one.name}」的公钥是{signers[one.key.public]}签批用的那一把。", _APART
            )
        if one.key.public in found:
            other = found[one.key.public].name
            raise table.refuse("key", f"「{one.name}」和「{other}」用的是同一把密钥。", _KEY)
        found[one.key.public] = one
    return tuple(found.values())


def _auditor(table: Table) -> Auditor:
    name = table.words("name", '请写审计单位的全称，例如 name = "某某会计师事务所"。')
    text = table.get("key", str)
    if text.startswith("PRIVATE+KEY"):
        raise table.refuse("key", "这是私钥，绝不能写在这里。", _KEY)
    try:
        key = read_public(text)
    except ProofError as error:
        raise table.refuse("key", f"{name}的公钥读不出来：{error}。", _KEY) from None
    if key.kind != NOTE:
        raise table.refuse("key", f"{name}的公钥是见证用的，不是签名用的那一种。", _KEY)
    one = Auditor(name, key, table.get("from", date))
    table.close()
    return one
