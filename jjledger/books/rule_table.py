"""Read `[[bank]]` and `[[rule]]` of community.toml: whose the bank accounts are, and how rows are booked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from jjledger.books.toml_table import Table
from jjledger.facts.entry import Meta
from jjledger.facts.import_rule import BankFacts, Direction, ImportRule
from jjledger.facts.voucher import SPLIT_KINDS
from jjledger.units import fen_from_text

_DIRECTIONS: Final[Mapping[str, Direction]] = {word: word for word in get_args(Direction)}
_SPLIT_KEYS: Final = frozenset({*SPLIT_KINDS, "key", "part"})
_RANGE: Final = 2
_AMOUNT: Final = '请写一个金额 amount = "300.00"，或从多少到多少 amount = ["300.00", "600.00"]，不写正负号。'


def read_banks(top: Table) -> tuple[BankFacts, ...]:
    """Read what is said of the bank accounts.

    Args:
        top: the file.

    Raises:
        CommunityFileError: a key is missing or unknown, or an account stands twice.
    """
    found: dict[str, BankFacts] = {}
    for table in top.tables("bank"):
        account = table.words("account", '请写银行科目的末段，例如 account = "1234建行"。')
        if account in found:
            raise table.refuse("account", f"银行账户「{account}」写了两次。", "每个账户只写一段 [[bank]]。")
        found[account] = BankFacts(account, table.get("holder", str, ""), table.get("tail", str, ""))
        table.close()
    return tuple(found.values())


def read_rules(top: Table) -> tuple[ImportRule, ...]:
    """Read the import rules in the order written: the first that fits a row is taken.

    Args:
        top: the file.

    Raises:
        CommunityFileError: an unknown key, an amount that is none, or a rule that fits every row.
    """
    return tuple(_rule(table) for table in top.tables("rule"))


def _rule(table: Table) -> ImportRule:
    least, most = _amounts(table)
    rule = ImportRule(
        table.words("account", '请写科目，例如 account = "6401成本"，或写全名。'),
        table.span[0],
        _several(table, "counterparty"),
        _several(table, "words"),
        least,
        most,
        table.choice("direction", _DIRECTIONS, ""),
        table.get("bank", str, "").strip(),
        _split(table),
        table.get("summary", str, "").strip(),
        table.get("attachments", int, 0),
    )
    table.close()
    if rule.attachments < 0:
        raise table.refuse("attachments", "attachments 是负数。", "请写附单据几张，例如 attachments = 1。")
    if not (rule.counterparty or rule.words or least is not None):
        raise table.refuse(
            "account", "这条规则没有写对方、摘要或金额，每一笔都会套用。",
            "请写 counterparty、words 或 amount 中的至少一项。",
        )  # fmt: skip
    return rule


def _several(table: Table, key: str) -> tuple[str, ...]:
    """Look up a word, or a list of words any of which will do."""
    one_or_more = table.values.get(key)
    if isinstance(one_or_more, str):
        return (table.words(key, "请写要找的字，或删去这一行。"),)
    words = table.get(key, list, [])
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise table.refuse(key, f"{key} 里有空的或不是文字的一项。", f'请写作 {key} = ["电梯", "维保"]。')
    return tuple(word.strip() for word in words)


def _amounts(table: Table) -> tuple[int | None, int | None]:
    """Look up an exact amount or a range; nothing where none is written."""
    if "amount" not in table.values:
        table.get("amount", str, "")  # a key that may be there
        return None, None
    if isinstance(table.values["amount"], str):
        exact = table.amount("amount")
        return exact, exact
    texts = table.get("amount", list)
    try:
        bounds = [fen_from_text(text) if isinstance(text, str) else -1 for text in texts]
    except ValueError as error:
        raise table.refuse("amount", f"amount 读不成金额：{error}。", _AMOUNT) from error
    if len(bounds) != _RANGE or not 0 <= bounds[0] <= bounds[1]:
        raise table.refuse("amount", "amount 不是从小到大的两个金额。", _AMOUNT)
    return bounds[0], bounds[1]


def _split(table: Table) -> Meta:
    below = table.table("split")
    if below is None:
        return ()
    kinds = [key for key in below.values if key in SPLIT_KINDS]
    if len(kinds) != 1 or not below.values.keys() <= _SPLIT_KEYS:
        raise table.refuse(
            "split", "split 没有写明归属，或写了不止一种。", '只写一种，例如 split = { scope = "all" }。'
        )
    return tuple((key, below.get(key, str)) for key in below.values)
