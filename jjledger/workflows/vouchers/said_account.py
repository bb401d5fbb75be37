"""Find the accounts that people mean: by full name, code, title, or a bank's last part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from jjledger.books.account_name import bad_part, take_apart
from jjledger.errors import OptionError, refusal
from jjledger.facts.books import Books
from jjledger.facts.voucher import Account

_ROOTS: Final = frozenset({"Assets", "Liabilities", "Equity", "Income", "Expenses"})
_MOST_SHOWN: Final = 8


def find_accounts(books: Books, said: Sequence[str], fund: str = "") -> tuple[Account, ...]:
    """Find the account each of some words means; the legs of one voucher help each other to their fund.

    Args:
        books: the general book.
        said: what people wrote, one a leg.
        fund: code of the fund all are in; "" as the accounts say.

    Returns:
        One account each, in the same order; an account in full that is not opened yet counts.

    Raises:
        OptionError: no account is meant, or several; names the candidates.
    """
    if fund and books.community.fund(fund) is None:
        known = "、".join(one.code for one in books.community.funds)
        raise refusal(f"--fund {fund}", f"没有资金「{fund}」。", f"小区的资金有：{known}。")
    meant = [_candidates(books, words, fund) for words in said]
    for words, found in zip(said, meant, strict=True):
        if not found:
            raise _unknown(books, words, fund)
    sure = {found[0].fund for found in meant if len(found) == 1}
    if not sure:
        shared = [{one.fund for one in found} for found in meant]
        in_all = set.intersection(*shared) if shared else set()
        sure = in_all if len(in_all) == 1 else set()
    return tuple(_one(words, _within(found, sure)) for words, found in zip(said, meant, strict=True))


def _within(found: Sequence[Account], funds: Iterable[str]) -> Sequence[Account]:
    """Keep the candidates of some funds, where there are any."""
    inside = [one for one in found if one.fund in funds]
    return inside or found


def _one(words: str, found: Sequence[Account]) -> Account:
    if len(found) == 1:
        return found[0]
    shown = "\n".join(f"  {one.name}" for one in found[:_MOST_SHOWN])
    more = f"\n  ……共 {len(found)} 个" if len(found) > _MOST_SHOWN else ""
    raise refusal(
        words, f"「{words}」可能是几个科目：\n{shown}{more}", "请写全名，或加上  --fund 资金，或多写一段，例如 1001:1234建行"
    )  # fmt: skip


def _candidates(books: Books, words: str, fund: str) -> list[Account]:
    """List the accounts some words may mean: those that are called so, else those whose name holds the words."""
    words = words.strip()
    if words.partition(":")[0] in _ROOTS:
        known = books.accounts.get(words)
        new = known is None and bad_part(words) is None and _has_fund(books, words)
        return [known or take_apart(words)] if known or new else []
    accounts = [one for one in books.accounts.values() if not fund or one.fund == fund]
    exact = [one for one in accounts if words in _names(one)]
    if exact:
        return exact
    begins = [one for one in accounts if any(name.startswith(words) for name in _names(one))]
    return begins or [one for one in accounts if words in one.name.partition(":")[2]]


def _has_fund(books: Books, name: str) -> bool:
    return books.community.fund(take_apart(name).fund) is not None


def _names(account: Account) -> frozenset[str]:
    """List what an account is called: with or without fund, code, title and the parts above its last."""
    deeper = "".join(f":{part}" for part in account.details)
    short = {f"{account.code}{account.title}{deeper}", f"{account.code}{deeper}", f"{account.title}{deeper}"}
    with_fund = {f"{account.fund}:{name}" for name in short}
    return frozenset({*short, *with_fund, *account.details[-1:]})


def _unknown(books: Books, words: str, fund: str) -> OptionError:
    """Refuse words no account is called by, and show the accounts there are."""
    where = fund or "账本"
    by_title: Mapping[str, str] = {
        one.name.split(":", 2)[-1]: one.name
        for one in books.accounts.values()
        if not fund or one.fund == fund
    }
    like = [name for name in by_title if set(words) & set(name) - set("0123456789:")]
    shown = "、".join(sorted(like or by_title, key=lambda name: -len(set(words) & set(name)))[:_MOST_SHOWN])
    return refusal(
        words, f"{where}里没有科目「{words}」。",
        f"已有的科目例如：{shown}。要用新科目时请写全名，例如 Expenses:3公共收益:6401成本:01保洁。",
    )  # fmt: skip
