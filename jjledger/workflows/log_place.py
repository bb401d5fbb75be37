"""Where a district's public log and its keys lie, and what its communities are called in signed texts.

Communities of a district share one log. They are named by the address at which they will be read, since a name in
signed texts must not mean two things.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jjledger.books.community_file import DISTRICT
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import District
from jjledger.seal.words import COMMUNITY, home_of, written
from jjledger.store.home import OWN, find_home
from jjledger.store.system import System
from jjledger.workflows.demo import demo_folder

_PLACE: Final = "JJLEDGER_LOG"  # a folder elsewhere, on another disk say
_LOG: Final = "log"
_MOST: Final = 100  # signs of a community in signed texts
_COMMUNITY_LINE: Final = b"community "
_GROUND: Final = "签名的文字里一个名称只有一种写法（docs/formats.md）"


def log_home(folder: Path, system: System) -> Path:
    """Find the folder whose `.jjledger` holds the keys and the log: the district's, or a community's own.

    A sample that lies in somebody else's repository is sealed where its copy is written.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        StoreError: the folder is not there, or git refuses to look.
    """
    home = find_home(folder, system)
    if home.foreign is not None:
        return demo_folder(home.foreign)
    place = folder.resolve()
    above = place.parent
    return above if (above / DISTRICT).is_file() and not (place / DISTRICT).is_file() else place


def log_folder(home: Path) -> Path:
    """Say where the log lies: in the folder that JJLEDGER_LOG names, else below the folder that holds the keys."""
    elsewhere = os.environ.get(_PLACE, "")
    return Path(elsewhere) if elsewhere else home / OWN / _LOG


def community_name(district: District, code: str) -> str:
    """Name a community in signed texts, apart from all others in the world that have the same code.

    Raises:
        OptionError: the site's address holds signs that a signed text cannot, or is too long with the code.
    """
    name = f"{district.home}/{code}"
    if written(name, COMMUNITY):
        return name
    if written(f"{district.home}/x", COMMUNITY):
        raise OptionError(
            Trouble(
                f"{code}/community.toml  code", f"网址和小区代码合起来有 {len(name)} 个字，签名的文字里最多 {_MOST} 个。",
                f"网址 {district.home} 占 {len(district.home)} 个；还没有公示过的，请把文件夹和 code 改短，例如 yunting。", _GROUND,
            )
        )  # fmt: skip
    raise OptionError(
        Trouble(
            f"district.toml  site = {district.site!r}", "这个网址不能写进签名的文字里。",
            "请只用英文字母、数字和 . _ / - ，最多 80 个字，例如 https://gongshi.example.cn 。", _GROUND,
        )
    )  # fmt: skip


def refuse_other_home(district: District, entries: Sequence[bytes]) -> None:
    """Refuse to go on with a log in which the communities stand under another address than they would now.

    Args:
        district: as its file says today.
        entries: of its log.

    Raises:
        OptionError: the site moved, and the file does not say from where.
    """
    for index, data in enumerate(entries):
        line = next((one for one in data.split(b"\n")[:3] if one.startswith(_COMMUNITY_LINE)), None)
        if line is None:
            continue
        home = home_of(line.removeprefix(_COMMUNITY_LINE).decode(errors="replace"))
        if home != district.home:
            raise OptionError(
                Trouble(
                    f"district.toml  site = {district.site!r}",
                    f"登记册第 {index} 条里小区的网址是 {home}，照 district.toml 现在是 {district.home}。什么也没有写。",
                    f'网站搬了家的，请在 district.toml 的 [log] 写上 home = "{home}"，小区在签名里的名称照旧；写错了的请改回 site。',
                    _GROUND,
                )
            )
        return
