"""Manifests that are wrong, each logged and signed as it stands.

What lives here: cases of the text of a manifest, of what adds up in it, and of whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.attacks.case import Case, edited, lied
from tests.attacks.world import World

HEX = "0" * 64
FORMS = {
    "another mark": ("jjledger/disclosure/v2", "jjledger/disclosure/v1"),
    "a mark of the order of bytes": ("jjledger/disclosure", "\ufeffjjledger/disclosure"),
    "capitals in the community": ("community x", "community X"),
    "a blank behind the community": ("cn/demo\n", "cn/demo \n"),
    "no period": ("period 2026-Q3", "period "),
    "a period in small letters": ("period 2026-Q3", "period 2026-q3"),
    "a period with a dot more": ("period 2026-Q3", "period 2026-Q3."),
    "a period of a quarter 03": ("period 2026-Q3", "period 2026-Q03"),
    "a period of a fifth quarter": ("period 2026-Q3", "period 2026-Q5"),
    "a period with a name behind": ("period 2026-Q3", "period 2026-Q3.project-1"),
    "an event on a day in no calendar": ("period 2026-Q3", "period 2026-09-31.project-1"),
    "an event with two hyphens": ("period 2026-Q3", "period 2026-09-30.project--1"),
    "a community without home": ("community x.example.cn/demo", "community demo"),
    "a community with a stroke more": ("cn/demo\n", "cn//demo\n"),
    "a community with a step back": ("cn/demo\n", "cn/../demo\n"),
    "a code with a dot": ("cn/demo\n", "cn/demo.\n"),
    "a code with a low line": ("cn/demo\n", "cn/de_mo\n"),
    "31 September": ("issued 2026-10-15", "issued 2026-09-31"),
    "29 February of no leap year": ("issued 2026-10-15", "issued 2026-02-29"),
    "29 February of 2100": ("issued 2026-10-15", "issued 2100-02-29"),
    "a beacon on 31 November": ("sse-close 2026-10-16", "sse-close 2026-11-31"),
    "edition 0": ("edition 1", "edition 0"),
    "edition 01": ("edition 1", "edition 01"),
    "a negative edition": ("edition 1", "edition -1"),
    "an edition beyond 2^53": ("edition 1", "edition 9007199254740992"),
    "a month 13": ("2026-10-15", "2026-13-15"),
    "a month 00": ("2026-10-15", "2026-00-15"),
    "a day 32": ("2026-10-15", "2026-10-32"),
    "a day 00": ("2026-10-15", "2026-10-00"),
    "a year of zeros": ("2026-10-15", "0000-10-15"),
    "a short day": ("2026-10-15", "2026-10-5"),
    "a time": ("2026-10-15", "2026-10-15T00:00"),
    "full-width digits in the day": ("issued 2026", "issued ２０２６"),
    "short files": (f"files {HEX}", f"files {HEX[1:]}"),
    "files in capitals": (f"files {HEX}", f"files {HEX[:-1]}A"),
    "no hex": (f"files {HEX}", f"files {HEX[:-1]}g"),
    "a commit of 41": ("ledger a", "ledger aa"),
    "a commit in capitals": ("ledger a", "ledger A"),
    "a hash of another kind": ("ledger " + "a" * 40, "ledger md5:" + "a" * 64),
    "a hash cut short": ("ledger " + "a" * 40, "ledger sha256:" + "a" * 63),
    "a beacon without day": ("beacon sse-close 2026-10-16", "beacon sse-close"),
    "a beacon without source": ("beacon sse-close 2026-10-16", "beacon 2026-10-16"),
    "a beacon with a value": ("2026-10-16", "2026-10-16 3021.77"),
    "a beacon of two signs": ("beacon sse-close 2026-10-16", "beacon --"),
    "an empty beacon": ("beacon sse-close 2026-10-16", "beacon "),
    "replaces nothing": ("replaces -", "replaces "),
    "replaces -1": ("replaces -", "replaces -1"),
    "replaces 00": ("replaces -", "replaces 00"),
    "replaces two": ("replaces -", "replaces 1 2"),
    "another fund": ("fund maintenance", "fund revenue"),
    "no rooms": ("register 7", "register 0"),
    "rooms with a leading zero": ("register 7", "register 07"),
    "rooms below none": ("register 7", "register -7"),
    "a line of 0 with a root": ("line arrears 31", "line arrears 0"),
    "a line with a leading zero": ("line arrears 31", "line arrears 031"),
    "a negative line": ("line arrears 31", "line arrears -31"),
    "a line of another column": ("line arrears", "line paid"),
    "a plus": ("total paid 99", "total paid +99"),
    "a leading zero": ("total paid 99", "total paid 099"),
    "full-width digits": ("total paid 99", "total paid ９９"),
    "a fraction": ("total paid 99", "total paid 99.0"),
    "an exponent": ("total invested 1000", "total invested 1e3"),
    "negative investments": ("total invested 1000", "total invested -1000"),
    "negative petty cash": ("total pettycash 50", "total pettycash -50"),
    "a negative balance": ("total closing 1799", "total closing -1799"),
    "negative arrears": ("total arrears 31", "total arrears -31"),
    "minus zero": ("total selling_unit 20", "total selling_unit -0"),
    "beyond 2^53": ("total selling_unit 20", "total selling_unit 9007199254740992"),
    "below -2^53": ("total selling_unit 20", "total selling_unit -9007199254740992"),
    "a line end of two signs": ("edition 1\n", "edition 1\r\n"),
    "a line twice": ("edition 1\n", "edition 1\nedition 1\n"),
    "a line missing": ("edition 1\n", ""),
    "an empty line": ("replaces -\n", "replaces -\n\n"),
    "a line more in front": ("jjledger/disclosure", "\njjledger/disclosure"),
    "lines in another order": ("total paid 99\ntotal interest 12\n", "total interest 12\ntotal paid 99\n"),
    "a total twice": ("total paid 99\n", "total paid 99\ntotal paid 99\n"),
    "a total missing": ("total payable -100\n", ""),
    "no block's beginning": ("fund maintenance\n", ""),
}  # fmt: skip
GOOD = {
    "a sha256 in place of a commit": ("ledger " + "a" * 40, "ledger sha256:" + "a" * 64),
    "a commit of 64": ("ledger " + "a" * 40, "ledger " + "a" * 64),
    "no beacon": ("beacon sse-close 2026-10-16", "beacon -"),
    "a later edition": ("edition 1\n", "edition 12\n"),
    "29 February of a leap year": ("issued 2026-10-15", "issued 2024-02-29"),
    "29 February of 2000": ("issued 2026-10-15", "issued 2000-02-29"),
    "a beacon on the last of a year": ("sse-close 2026-10-16", "sse-close 2026-12-31"),
    "it replaces another": ("replaces -", "replaces 0"),
}
TOTALS = {
    "opening": "total-sum", "paid": "total-sum", "interest": "total-sum", "spent": "total-sum",
    "closing": "line-total", "arrears": "line-total",
    "undistributed": "total-bank", "payable": "total-bank", "selling_unit": "total-bank",
    "invested": "total-bank", "pettycash": "total-bank", "bank": "total-bank",
}  # fmt: skip


def forms() -> Iterator[Case]:
    for name, (old, new) in FORMS.items():
        yield lied(f"a manifest with {name}", "manifest", manifest=edited(old, new))
    yield lied("a manifest without end", "manifest", manifest=lambda text: text[:-1])
    yield lied("a manifest with a line more", "manifest", manifest=lambda text: text + "note 1\n")
    yield lied("a manifest with an empty line more", "manifest", manifest=lambda text: text + "\n")
    yield lied("no manifest", "manifest", manifest=lambda _: "")
    yield lied("a line of 0 without root for what has some", "line-total", manifest=without_line)
    yield lied(
        "a line without root",
        "manifest",
        manifest=lambda text: re.sub(r"(line arrears 31) \w+", r"\1 -", text),
    )
    for name, (old, new) in GOOD.items():
        yield lied(f"a manifest with {name}", "ok", manifest=edited(old, new))


def without_line(text: str) -> str:
    return re.sub(r"line arrears 31 \w+", "line arrears 0 -", text)


def sums() -> Iterator[Case]:
    """Make each published total a fen higher and lower while all the others stay."""
    for name, code in TOTALS.items():
        for fen in (1, -1):
            yield lied(f"total {name} by {fen:+}", code, more={name: fen})
    yield lied("a higher balance that adds up", "line-total", more={"closing": 5, "opening": 5, "bank": 5})
    yield lied("a lower balance that adds up", "line-total", more={"closing": -5, "spent": 5, "bank": -5})
    owed = {"arrears": -1, "opening": 1, "bank": 1}
    yield lied("lower arrears that add up", "line-total", room="1-102", more=owed)
    netted = {"closing": -31, "arrears": -31}
    yield lied("arrears set off against balances", "line-total", more=netted)
    yield lied("money in the bank that is nobody's", "total-bank", more={"bank": 100})
    yield lied("money moved from the bank to deposits", "ok", more={"bank": -100, "invested": 100})
    yield lied("money held for others too", "ok", more={"bank": 100, "payable": 100})


def second(text: str, fund: str = "public-housing") -> str:
    """Give a manifest's block again under another fund."""
    return text[text.index("fund ") :].replace("fund maintenance", f"fund {fund}")


def funds() -> Iterator[Case]:
    yield lied("two funds", "ok", manifest=lambda text: text + second(text))
    yield lied("two funds in the other order", "manifest", manifest=reordered)
    yield lied("one fund twice", "manifest", manifest=lambda text: text + second(text, "maintenance"))
    wrong = "the other fund does not add up"
    yield lied(
        wrong,
        "total-bank",
        manifest=lambda text: text + second(text).replace("total pettycash 50", "total pettycash 51"),
    )
    yield lied(
        "the other fund is cut short",
        "manifest",
        manifest=lambda text: text + second(text).removesuffix("\n"),
    )
    yield lied("no fund", "other-fund", manifest=lambda text: text[: text.index("fund ")])
    yield lied("another fund only", "other-fund", manifest=edited("fund maintenance", "fund public-housing"))


def reordered(text: str) -> str:
    return text[: text.index("fund ")] + second(text) + text[text.index("fund ") :]


def whose() -> Iterator[Case]:
    """Put a good statement beside a good manifest of somebody else."""
    yield lied("another community's manifest", "other-community", manifest=edited("cn/demo", "cn/other"))
    yield lied("a community that begins the same", "other-community", manifest=edited("cn/demo", "cn/demo2"))
    yield lied("another quarter's manifest", "other-period", manifest=edited("2026-Q3", "2026-Q2"))
    yield lied("the quarter's first month", "other-period", manifest=edited("2026-Q3", "2026-07"))
    yield lied("the same code at another home", "other-community", manifest=edited("cn/demo", "cn/a/demo"))
    statement = {"written": lambda _, text: text.replace("fund maintenance", "fund public-housing")}
    yield lied("a statement of another fund", "other-fund", **statement)
    statement = {"written": lambda _, text: text.replace("2026-Q3", "2026-Q2")}
    yield lied("a statement of another quarter", "other-period", **statement)
    statement = {"written": lambda _, text: text.replace("cn/demo", "cn/other")}
    yield lied("a statement of another community", "other-community", **statement)
    other = World().pack("1-101")
    assert '"v":2' in other
    both = edited("cn/demo", "cn/other")
    yield lied(
        "community before period", "other-community", manifest=lambda text: both(text).replace("Q3", "Q2")
    )


def cases() -> Iterator[Case]:
    """Give all cases of this kind."""
    for part in (forms, sums, funds, whose):
        yield from part()
