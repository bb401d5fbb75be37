"""Verifying a report that carries no proof of itself: it is one of the files of an edition in the log.

What lives here: finding it among what was logged. What must not: the site's other files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored
from jjledger.workflows.verified_edition import logged_files, withdrawn
from jjledger.workflows.verified_site import read_log_of, signed_list, witnesses
from jjledger.workflows.verified_step import ChangedError, Site, Step, title_of

_WHAT: Final = "这份 PDF "


def verify_report(data: bytes, site: Site) -> Iterator[Step]:
    """Find a report among the editions that the log has.

    Args:
        data: the file.
        site: where it was taken from.
    """
    yield signed_list(site)
    log, monitored = read_log_of(site.found)
    yield log
    yield from witnesses(site.found)
    if monitored is not None:
        places = list(places_of(sha256(data).hexdigest(), site, monitored))
        lost = Step(f"{_WHAT}是公示过的一份", "登记册里的各版都没有字节相同的一份：被改过，或者没有公示过。")
        yield from found_in(_WHAT, places, monitored) if places else [lost]


def found_in(what: str, places: Sequence[tuple[int, str]], monitored: Monitored) -> Iterator[Step]:
    """Say in which edition a file went out, and whether that one still counts.

    Args:
        what: the file, in words.
        places: where it stands, one at least.
        monitored: the log.
    """
    index, path = places[-1]  # the latest, where editions share it
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    yield Step(f"{what}是公示过的一份，一字不差：{title_of(manifest, index)} {path}")
    if index in monitored.replaced_by:
        yield Step(f"那一版已被登记册第 {monitored.replaced_by[index]} 条更正，请看新的一版", amber=True)
    if path.partition("/")[0] in withdrawn(monitored, index):
        yield Step("那一份已经从网站撤下，登记册里有撤下的登记", amber=True)


def places_of(digest: str, site: Site, monitored: Monitored) -> Iterator[tuple[int, str]]:
    """Give the editions that have a file of a hash, and its path in them.

    Args:
        digest: the hash.
        site: where the editions stand.
        monitored: the log.
    """
    for index, entry in enumerate(monitored.entries):
        if not isinstance(entry, Manifest):
            continue
        try:
            files = logged_files(site, monitored, index)
        except (OSError, ChangedError):
            continue  # not on the site, or changed there: nothing is proved by it
        for path, told in files.items():
            if told == digest:
                yield index, path
                break
