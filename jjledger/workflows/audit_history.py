"""What git knows of a community's vouchers: when each was typed, and when its text changed later.

What lives here: reading that from the versions of the ledger's files. What must not: judging it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.books.month_text import plain, texts_of
from jjledger.books.source import Source
from jjledger.facts.audit_history import NOT_COMMITTED, AuditHistory, Commit, Edit, Typed, VoucherName
from jjledger.facts.voucher import VOUCHER_KINDS
from jjledger.store.files import read_or_none
from jjledger.store.git import Repository
from jjledger.store.home import Home, find_home
from jjledger.store.system import System
from jjledger.store.versions import Change, read_versions

_ENDING: Final = ".beancount"
_CHUNK: Final = re.compile(r"^(?=\d{4}[-/])", re.MULTILINE)
_POSTED: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} (?:\*|txn)(?: |$)")
_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMBER: Final = re.compile(r'^voucher: "([收付转初])-(\d{4})"$', re.MULTILINE)
_LEG: Final = re.compile(
    r"^(?:[*!] )?((?:Assets|Liabilities|Equity|Income|Expenses):([^:\s]+):\S+) ?(\S*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One posted voucher as a version of the files has it."""

    text: str
    money: tuple[object, ...]  # day and legs


def audit_history(folder: Path, system: System) -> AuditHistory:
    """Read when the vouchers of a community were typed and edited.

    Args:
        folder: the community's.
        system: the machine.

    Returns:
        The history; why there is none where the ledger is in no git repository of its own.

    Raises:
        StoreError: git refused.
    """
    home = find_home(folder, system)
    if home.gitless:
        return AuditHistory("这台机器没有 git，读不出账本的历史")
    if home.repository is None:
        return AuditHistory("账本不在自己的 git 版本库里，看不出凭证是什么时候录入、有没有改动过")
    below = home.folder.relative_to(home.top).as_posix()
    vouchers: dict[VoucherName, Typed] = {}
    seen: set[str] = set()
    for number, version in enumerate(read_versions(home.repository, below, _ENDING)):
        commit = Commit(version.commit, version.when, version.who, version.why, first=number == 0)
        _take_in(vouchers, commit, version.changes)
        seen |= {change.path for change in version.changes}
    now = Commit(NOT_COMMITTED, system.now(), "", "")
    _take_in(vouchers, now, _not_committed(home, home.repository, seen, system))
    return AuditHistory(vouchers=vouchers)


def _not_committed(
    home: Home, repository: Repository, seen: Collection[str], system: System
) -> tuple[Change, ...]:
    """Give what stands on the disk otherwise than in the last commit."""
    names = {home.below_top(name) for name in Source(home.folder).ledger_names()} | set(seen)
    kept = repository.blobs(repository.head(), sorted(names))
    found = []
    for name, blob in kept.items():
        path = home.top / name
        before, after = blob.data if blob else b"", read_or_none(path, system) or b""
        if before != after:
            found.append(Change(name, before, after))
    return tuple(found)


def _take_in(vouchers: dict[VoucherName, Typed], commit: Commit, changes: Sequence[Change]) -> None:
    """Add what one commit did: vouchers that are new, those whose text differs, those that went."""
    before, after = _differing(changes)
    for name, seen in after.items():
        known = vouchers.get(name)
        if known is None or (name not in before and _is_gone(known)):
            vouchers[name] = Typed(commit, known.edits if known else ())
        elif name in before and before[name].text != seen.text:
            edit = Edit(commit, before[name].text, seen.text, before[name].money != seen.money)
            vouchers[name] = Typed(known.commit, (*known.edits, edit))
    for name in before.keys() - after.keys():
        known = vouchers.get(name) or Typed(commit)
        edit = Edit(commit, before[name].text, "", money=True)
        vouchers[name] = Typed(known.commit, (*known.edits, edit))


def _is_gone(typed: Typed) -> bool:
    return bool(typed.edits) and not typed.edits[-1].after


def _differing(changes: Iterable[Change]) -> tuple[Mapping[VoucherName, _Seen], Mapping[VoucherName, _Seen]]:
    """Give the posted vouchers that a commit changed, as they stood before and as they stand after it.

    Whole pieces that are in both are passed over unread, whatever file they stand in.
    """
    old, new = [], []
    for change in changes:
        old += _pieces(change.before)
        new += _pieces(change.after)
    same = set(old) & set(new)
    return _vouchers(piece for piece in old if piece not in same), _vouchers(
        piece for piece in new if piece not in same
    )


def _pieces(data: bytes) -> list[str]:
    return _CHUNK.split(plain(data.decode("utf-8", "replace")))


def _vouchers(pieces: Iterable[str]) -> dict[VoucherName, _Seen]:
    found: dict[VoucherName, _Seen] = {}
    for piece in pieces:
        for text in texts_of(piece):
            found.update(_named(text))
    return found


def _named(text: str) -> Iterator[tuple[VoucherName, _Seen]]:
    """Name a posted voucher by the fund of its first leg and its number, as `voucher_name` does."""
    day, number = _DAY.match(text), _NUMBER.search(text)
    legs = _LEG.findall(text)
    if day is None or number is None or not legs or _POSTED.match(text) is None:
        return
    month = f"{day[1]}-{int(day[2]):02d}"
    key = f"{month}-{VOUCHER_KINDS[number[1]]}{number[2]}"
    money = (tuple(map(int, day.groups())), *sorted((name, amount) for name, _, amount in legs))
    yield f"{legs[0][1]} {key}", _Seen(text, money)
