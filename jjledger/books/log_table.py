"""Read `[log]` of district.toml: the public log, its witnesses and how many of them must have seen the same."""

from __future__ import annotations

import re
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.log_settings import LogSettings, Witness
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, read_public
from jjledger.seal.words import COMMUNITY, written

_ORIGIN: Final = re.compile(r"[a-z0-9][a-z0-9.:-]*(?:/[a-z0-9._-]+)*")
_KEY: Final = '请写 jjledger key witness 打印的公钥，例如 key = "street.example.cn+1a2b3c4d+BA…"。'


def read_log_table(top: Table) -> LogSettings:
    """Read what a district says of its log.

    Args:
        top: district.toml.

    Raises:
        CommunityFileError: a key is unknown, a witness has no public key of its own, or the quorum is beyond them.
    """
    table = top.table("log")
    if table is None:
        return LogSettings()
    origin = table.get("origin", str, "")
    if origin and _ORIGIN.fullmatch(origin) is None:
        raise table.refuse(
            "origin", f"origin「{origin}」不能作登记册的名称。",
            '请写不带 https:// 的网址，例如 origin = "gongshi.example/log"；一经使用就不要再改。',
        )  # fmt: skip
    home = table.get("home", str, "")
    if home and not written(f"{home}/x", COMMUNITY):
        raise table.refuse(
            "home", f"home「{home}」不能作小区在签名文字里的名称。",
            '请写搬家以前的网址，不带 https:// 和最后的 /，例如 home = "gongshi.example"；没有搬过家的不要写。',
        )  # fmt: skip
    witnesses = tuple(map(_witness, table.tables("witness")))
    for place, rows in enumerate(table.tables("witness")):
        if witnesses[place].key.public in {one.key.public for one in witnesses[:place]}:
            raise rows.refuse("key", "两家见证人用的是同一把公钥，只能算一家。", "请各用自己的密钥。")
    quorum = table.get("quorum", int, 0)
    if not 0 <= quorum <= len(witnesses):
        raise table.refuse(
            "quorum", f"quorum 是 {quorum}，见证人有 {len(witnesses)} 家。",
            "请填 0 到见证人家数之间的数；建议四家见证人填 3。",
        )  # fmt: skip
    table.close()
    return LogSettings(origin, quorum, witnesses, home)


def _witness(table: Table) -> Witness:
    name = table.words("name", '请写见证人的名称，例如 name = "云汀街道办事处"。')
    text = table.get("key", str)
    if text.startswith("PRIVATE+KEY"):
        raise table.refuse("key", "这是私钥，绝不能写在这里。", _KEY)
    try:
        key = read_public(text)
    except ProofError as error:
        raise table.refuse("key", f"{name}的公钥读不出来：{error}。", _KEY) from None
    if key.kind != COSIGNATURE:
        raise table.refuse("key", f"{name}的公钥不是见证人用的那一种。", _KEY)
    table.close()
    return Witness(name, key)
