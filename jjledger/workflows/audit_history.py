"""What git knows of a community's vouchers: when each was typed, and when its text changed later.

What lives here: reading that from the versions of the ledger's files. What must not: judging it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.books.month_text import plain, rows_of, texts_of
from jjledger.books.source import Source
from jjledger.facts.audit_history import NOT_COMMITTED, AuditHistory, Commit, Edit, Typed, VoucherName
from jjledger.facts.voucher import SPLIT_KINDS, VOUCHER_KINDS
from jjledger.store.files import read_or_none
from jjledger.store.git import Repository
from jjledger.store.home import Home, find_home
from jjledger.store.system import System
from jjledger.store.versions import Change, read_versions

_ENDING: Final = ".beancount"
_DETAILS: Final = "details"  # the folder of what single households bear or paid
_ROWS: Final = ".csv"
_CHUNK: Final = re.compile(r"^(?=\d{4}[-/])", re.MULTILINE)
_POSTED: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} (?:\*|txn)(?: |$)")
_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMBER: Final = re.compile(r'^voucher: "([收付转初])-(\d{4})"$', re.MULTILINE)
_LEG: Final = re.compile(
    r"^(?:[*!] )?((?:Assets|Liabilities|Equity|Income|Expenses):([^:\s]+):\S+) ?(\S*)", re.MULTILINE
)


_HEAD: Final = re.compile(r'^\S+ \S+ ("(?:[^"\\]|\\.)*") "')  # day, flag and who was paid, before what for
_WHOSE: Final = re.compile(rf"^(?:{'|'.join(SPLIT_KINDS)}|key|part): .*", re.MULTILINE)
_DETAIL: Final = re.compile(r'^detail: "([^"]*)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One posted voucher as a version of the files has it."""

    text: str
    money: tuple[object, ...]  # day, who was paid, legs and whose they are


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
    if home.repository.head() is None:
        return AuditHistory("账本的 git 版本库里还没有提交过，看不出凭证是什么时候录入、有没有改动过")
    below = home.folder.relative_to(home.top).as_posix()
    vouchers: dict[VoucherName, Typed] = {}
    texts: dict[VoucherName, str] = {}
    seen: set[str] = set()
    for number, version in enumerate(read_versions(home.repository, below, _ENDING)):
        commit = Commit(version.commit, version.when, version.who, version.why, first=number == 0)
        texts.update(_take_in(vouchers, commit, version.changes))
        seen |= {change.path for change in version.changes}
    now = Commit(NOT_COMMITTED, system.now(), "", "")
    texts.update(_take_in(vouchers, now, _not_committed(home, home.repository, seen, system)))
    _add_details(vouchers, _naming(texts), _detail_changes(home, home.repository, now, system))
    return AuditHistory(vouchers=vouchers)


def _naming(texts: Mapping[VoucherName, str]) -> dict[str, list[VoucherName]]:
    """Give the vouchers that name each file of households."""
    found: dict[str, list[VoucherName]] = {}
    for name, text in texts.items():
        for file in _DETAIL.findall(text):
            found.setdefault(file, []).append(name)
    return found


def _detail_changes(
    home: Home, repository: Repository, now: Commit, system: System
) -> Iterator[tuple[Commit, str, Change]]:
    """Give what commits, and the disk, changed in files of households, by their names in the ledger."""
    folder = home.below_top(_DETAILS)
    last: dict[str, bytes] = {}
    for number, version in enumerate(read_versions(repository, folder, _ROWS)):
        commit = Commit(version.commit, version.when, version.who, version.why, first=number == 0)
        for change in version.changes:
            last[change.path] = change.after
            yield commit, f"{_DETAILS}{change.path.removeprefix(folder)}", change
    for path, before in last.items():
        after = read_or_none(home.top / path, system) or b""
        if after != before:
            yield now, f"{_DETAILS}{path.removeprefix(folder)}", Change(path, before, after)


def _add_details(
    vouchers: dict[VoucherName, Typed],
    naming: Mapping[str, Sequence[VoucherName]],
    changes: Iterable[tuple[Commit, str, Change]],
) -> None:
    """Add what changed in files of households to the vouchers that name them and were posted by then."""
    for commit, file, change in changes:
        old, new = _rows(file, change.before), _rows(file, change.after)
        if not old or sorted(old) == sorted(new):
            continue
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        for name in naming.get(file, ()):
            typed = vouchers[name]
            if commit.id == typed.commit.id or commit.when < typed.commit.when:
                continue
            edit = Edit(commit, "\n".join(gone), "\n".join(come) or "（没有了）", money=True, detail=file)
            edits = sorted((*typed.edits, edit), key=lambda one: one.commit.when)
            vouchers[name] = Typed(typed.commit, tuple(edits))


def _rows(file: str, data: bytes) -> list[str]:
    return [mark.words for mark in rows_of(file, data.decode("utf-8", "replace"))]


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


def _take_in(
    vouchers: dict[VoucherName, Typed], commit: Commit, changes: Sequence[Change]
) -> Mapping[VoucherName, str]:
    """Add what one commit did: vouchers that are new, those whose text differs, those that went; give the new texts."""
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
    return {name: seen.text for name, seen in after.items()}


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
    head = _HEAD.match(text)
    paid = tuple(sorted((name, amount) for name, _, amount in legs))
    money = (tuple(map(int, day.groups())), head[1] if head else "", paid, tuple(_WHOSE.findall(text)))
    yield f"{legs[0][1]} {key}", _Seen(text, money)
