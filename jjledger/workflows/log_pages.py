"""The public log as pages to read: what was published, when, and what took its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.log_models import LogPage, LogRow
from jjledger.period import chinese_day, parse_period
from jjledger.proof.checkpoint import open_checkpoint
from jjledger.render import html
from jjledger.render.large import with_large
from jjledger.render.verifier import policy_fingerprint, policy_told
from jjledger.seal.entries import Entry, Papers
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored, monitor
from jjledger.store.kept_log import KeptLog
from jjledger.workflows.log_words import entry_words, lacking_words, two_views_words
from jjledger.workflows.registering import Registrar

_ROWS: Final = 100  # a page


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pages tell beside the log."""

    registrar: Registrar
    names: Mapping[str, str]  # of communities, by code


def log_pages(log: KeptLog, shown: Shown) -> dict[str, bytes]:
    """Write the log's pages, 100 entries each.

    Args:
        log: the log.
        shown: what they tell beside it.

    Returns:
        Content by path below the site, pages with their twins in large type.
    """
    monitored = monitor(log.entries)
    rows = list(_rows(monitored, shown.names))[::-1]
    parts = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)] or [[]]
    files = {}
    for place, part in enumerate(parts, 1):
        page = _page(log, shown, part, (place, len(parts)))
        files[_path(place, len(parts))] = html.log(page).encode()
    return with_large(files)


def _path(place: int, pages: int) -> str:
    """Give a page's path below the site; empty where there is none."""
    if not 1 <= place <= pages:
        return ""
    return "log/index.html" if place == 1 else f"log/list/{place}/index.html"


def _page(log: KeptLog, shown: Shown, rows: Sequence[LogRow], at: tuple[int, int]) -> LogPage:
    registrar = shown.registrar
    opened = open_checkpoint(log.checkpoint, registrar.policy)
    names = registrar.district.log.names()
    witnesses = "、".join(names.get(signer.key, signer.key.name) for signer in opened.witnesses)
    lacking = lacking_words(opened.lacking, registrar.policy)
    return LogPage(
        district=registrar.district.name,
        origin=opened.checkpoint.origin,
        size=opened.checkpoint.size,
        root=opened.checkpoint.root.hex(),
        seen=f"见证人：{witnesses}。{lacking}" if witnesses else lacking,
        two_views=two_views_words(registrar.policy),
        demo=registrar.deployment.demo,
        fingerprint=policy_fingerprint(policy_told(registrar.policy)),
        rows=tuple(rows),
        place=at[0],
        pages=at[1],
        newer=_path(at[0] - 1, at[1]),
        older=_path(at[0] + 1, at[1]),
    )


def _rows(monitored: Monitored, names: Mapping[str, str]) -> Iterator[LogRow]:
    hung = {entry.disclosure for entry in monitored.entries if isinstance(entry, Papers)}
    for index, entry in enumerate(monitored.entries):
        if isinstance(entry, Papers):
            continue
        if isinstance(entry, Manifest):
            code = entry.community.rpartition("/")[2]
            by = monitored.replaced_by.get(index)
            state = "有效" if by is None else f"已由第 {by} 条更正"
            yield LogRow(
                index, _words(entry, names.get(code, code), index in hung), f"d/{code}/{entry.period}/", state
            )
        else:
            yield LogRow(index, _named(entry, names), "", "")


def _words(entry: Manifest, name: str, hung: bool) -> str:  # noqa: FBT001 - of one caller
    title = parse_period(entry.period).title
    papers = "，另有海报" if hung else ""
    return (
        f"{name} {title}公示，第 {entry.edition} 版，{chinese_day(date.fromisoformat(entry.issued))}{papers}"
    )


def _named(entry: Entry, names: Mapping[str, str]) -> str:
    """Say what an entry registers, with the community's name in place of what signed texts call it."""
    words = entry_words(entry)
    community = getattr(entry, "community", "")
    code = community.rpartition("/")[2]
    return words.replace(community, names.get(code, code)) if community else words
