"""What every part of verifying speaks in: a site, a step that holds or does not, and lists of hashes.

What lives here: telling one step's outcome, and looking at files as they lie. What must not: what is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import Manifest
from jjledger.workflows.public_log import FoundLog

_NAMED: Final = 5  # files that are named of many that are wrong
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked."""

    what: str  # in words
    trouble: str = ""  # why it does not hold; "" where it does
    amber: bool = False  # it holds as far as it goes
    beyond: bool = False  # amber for what no witness could change

    def fails(self, *, strict: bool) -> bool:
        """Say whether verifying fails by it; strictly, also where witnesses or the like are missing."""
        return bool(self.trouble) or (strict and self.amber and not self.beyond)


@dataclass(frozen=True, slots=True)
class Site:
    """A published site and its log."""

    folder: Path
    found: FoundLog

    def folder_of(self, manifest: Manifest) -> Path:
        """Say where an edition stands."""
        return self.period_of(manifest) / f"v{manifest.edition}"

    def period_of(self, manifest: Manifest) -> Path:
        """Say where the page of an edition's period stands."""
        return self.folder / "d" / code_of(manifest) / manifest.period

    def short(self, path: Path) -> str:
        """Name a file of the site."""
        return path.relative_to(self.folder).as_posix()


class ChangedError(ValueError):
    """Something is not as it was published; its words say what."""


def code_of(manifest: Manifest) -> str:
    """Give the folder of an edition's community."""
    return manifest.community.rpartition("/")[2]


def title_of(manifest: Manifest, index: int) -> str:
    """Name an edition in steps."""
    return f"{manifest.community} {manifest.period} 第 {manifest.edition} 版（登记册第 {index} 条）"


def held(what: str, check: Callable[[], object]) -> Step:
    """Do one check; whatever goes wrong is told, and never taken for right."""
    try:
        check()
    except ProofError as error:
        return Step(what, str(error))
    except ChangedError as error:
        return Step(what, str(error))
    except (OSError, ValueError) as error:
        return Step(what, f"读不出来：{error}")
    except (KeyError, TypeError, AttributeError, IndexError):
        return Step(what, "文件的写法不对。")
    return Step(what)


def named(what: str, names: Collection[str]) -> str:
    """Name what is wrong, of many the first; "" where nothing is."""
    more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    return f"{what}：{'、'.join(list(names)[:_NAMED])}{more}" if names else ""


def listed(data: bytes) -> Mapping[str, str]:
    """Read a list of hashes as sha256sum writes it, by path.

    Raises:
        ChangedError: it is written otherwise, or names a file twice.
    """
    found: dict[str, str] = {}
    for line in data.decode("utf-8").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or found.setdefault(match[2], match[1]) != match[1]:
            raise ChangedError("校验码清单的写法不对。")
    return found


def listed_below(data: bytes, root: bytes, name: str) -> Mapping[str, str]:
    """Read a list of hashes whose own hash is in the log.

    Raises:
        ChangedError: it is another.
    """
    if sha256(data).digest() != root:
        raise ChangedError(f"{name} 与登记的不同。")
    return listed(data)


def json_of(path: Path) -> dict[str, Any]:
    """Read a file of a site.

    Raises:
        ValueError: it is written otherwise.
        OSError: it cannot be read.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ChangedError(f"{path.name} 的写法不对。") from error
    if not isinstance(told, dict):
        raise ChangedError(f"{path.name} 的写法不对。")
    return told


def files_below(folder: Path) -> Iterator[Path]:
    """List all that lies in a folder but folders; a link counts as itself, wherever it leads."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def links_among(site: Site, paths: Collection[Path]) -> str:
    """Name symbolic links, which show what no list holds: another file tomorrow."""
    return named("符号链接", [site.short(path) for path in paths if path.is_symlink()])


def digest_of(path: Path) -> str:
    """Hash a file."""
    return sha256(path.read_bytes()).hexdigest()
