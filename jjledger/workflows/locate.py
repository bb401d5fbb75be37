"""What LEDGER means on the command line: a community's folder, its main file, or a district."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jjledger.books.community_file import COMMUNITY, DISTRICT, read_district
from jjledger.books.ledger import MAIN
from jjledger.books.source import Source
from jjledger.errors import FORMAT, LedgerNotFoundError, OptionError, Trouble
from jjledger.facts.community import District


@dataclass(frozen=True, slots=True)
class Located:
    """The communities somebody pointed at."""

    district: District | None
    folders: tuple[Path, ...]  # absolute, in the district's order
    unlisted: tuple[str, ...] = ()  # folders of communities that district.toml does not name


def locate(path: Path) -> Located:
    """Find the communities a path means.

    Args:
        path: a community's folder, its main.beancount, or a district's folder.

    Raises:
        LedgerNotFoundError: nothing of the kind is there, or a folder is a link out of the tree.
        CommunityFileError: district.toml is refused.
    """
    place = path.absolute()
    if place.name == MAIN and place.is_file():
        place = place.parent
    if (place / DISTRICT).is_file():
        district = read_district(place)
        unlisted = {path.parent.name for path in place.glob(f"*/{COMMUNITY}")} - set(district.communities)
        folders = tuple(_community(place, name) for name in district.communities)
        return Located(district, folders, tuple(sorted(unlisted)))
    if (place / MAIN).is_file() or (place / COMMUNITY).is_file():
        return Located(None, (place,))
    raise LedgerNotFoundError(
        Trouble(
            str(path),
            "这里没有账本：既没有 district.toml，也没有 main.beancount。",
            "请写小区的文件夹、它的 main.beancount，或含 district.toml 的区文件夹；新建小区用 jjledger new 文件夹。",
            FORMAT,
        )
    )


def only_community(path: Path) -> Path:
    """Find the one community a path means.

    Args:
        path: a community's folder or its main.beancount.

    Raises:
        OptionError: it means several.
        LedgerNotFoundError: there is no ledger.
    """
    folders = locate(path).folders
    if len(folders) == 1:
        return folders[0]
    raise OptionError(Trouble(str(path), "这里有多个小区。", "请写其中一个小区的文件夹。"))


def _community(district: Path, name: str) -> Path:
    folder = district / name
    if not folder.is_dir():
        source = Source(district)
        line = source.line_with(DISTRICT, f'"{name}"')
        raise LedgerNotFoundError(
            Trouble(
                source.place(DISTRICT, line), f"communities 里的「{name}」没有文件夹。",
                "请建立该文件夹，或从 communities 删去。", FORMAT, source.excerpt(DISTRICT, line),
            )
        )  # fmt: skip
    if not folder.resolve().is_relative_to(district.resolve()):
        raise LedgerNotFoundError(
            Trouble(
                str(folder), "这个小区的文件夹是一个指向别处的链接。",
                "账本必须放在区的文件夹里面；请把真正的文件夹移进来。", FORMAT,
            )
        )  # fmt: skip
    return folder
