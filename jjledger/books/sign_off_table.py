"""Read `[sign_off]` of community.toml: who signs an edition before it goes out, each person in one role."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.sign_off import ROLE_WORDS, Role, Signer, SignOff
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, read_public
from jjledger.rules.person_name import person_key

_ROLES: Final[dict[str, Role]] = {role: role for role in ROLE_WORDS}
_KEY: Final = '请写 jjledger key signer 打印的公钥，例如 key = "yunting.prepared+1a2b3c4d+AT…"。'
_APART: Final = "编制、复核、业委会、发布各由不同的人用自己的密钥签；一个人不能又编制又复核。"


def read_sign_off(top: Table) -> SignOff:
    """Read what a community says of signatures before publication.

    Args:
        top: community.toml.

    Raises:
        CommunityFileError: a key is unknown or no public key, one person, however written, or one key stands in two roles, or a
            required role has nobody.
    """
    table = top.table("sign_off")
    if table is None:
        return SignOff()
    rows = table.tables("signer")
    signers = tuple(map(_signer, rows))
    for place, (row, one) in enumerate(zip(rows, signers, strict=True)):
        for other in signers[:place]:
            if other.role != one.role and person_key(other.person) == person_key(one.person):
                raise row.refuse(
                    "person",
                    f"「{one.person}」又签{ROLE_WORDS[other.role]}又签{ROLE_WORDS[one.role]}。",
                    _APART,
                )
            if other.key.public == one.key.public:
                raise row.refuse("key", f"「{one.person}」和「{other.person}」用的是同一把密钥。", _APART)
    required = _required(table, signers)
    table.close()
    return SignOff(required, signers)


def _required(table: Table, signers: tuple[Signer, ...]) -> tuple[Role, ...]:
    asked = table.get("required", list, [])
    known = "、".join(f'"{role}"（{words}）' for role, words in ROLE_WORDS.items())
    for role in asked:
        if role not in _ROLES:
            raise table.refuse("required", f"required 不认识「{role}」。", f"可以写：{known}")
        if not any(one.role == role for one in signers):
            raise table.refuse(
                "required", f"required 要{ROLE_WORDS[_ROLES[role]]}签，却没有写由谁签。",
                f'请加上一段 [[sign_off.signer]]，写 role = "{role}"、person 和 key。',
            )  # fmt: skip
    return tuple(role for role in ROLE_WORDS if role in asked)


def _signer(table: Table) -> Signer:
    role = table.choice("role", _ROLES)
    person = table.words("person", '请写签的人，用姓名或工号都行，例如 person = "会计一"；它不会公开。')
    text = table.get("key", str)
    if text.startswith("PRIVATE+KEY"):
        raise table.refuse("key", "这是私钥，绝不能写在这里。", _KEY)
    try:
        key = read_public(text)
    except ProofError as error:
        raise table.refuse("key", f"{person}的公钥读不出来：{error}。", _KEY) from None
    if key.kind != NOTE:
        raise table.refuse("key", f"{person}的公钥不是签批用的那一种。", _KEY)
    from_day = table.get("from", date) if "from" in table.values else None
    until_day = table.get("until", date) if "until" in table.values else None
    table.close()
    return Signer(role, person, key, from_day, until_day, table.span[0])
