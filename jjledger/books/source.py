"""Text files of a ledger folder, read once, with the user's own lines at hand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jjledger.encoding import BYTE_ORDER_MARK_8, decode
from jjledger.errors import FORMAT, JjledgerError, LedgerNotFoundError, Trouble

# How names of files end that beancount's users take for ledger text.
ENDINGS: Final = frozenset({".beancount", ".bean", ".bc"})
# Folders of a community that hold none of its own text.
_ASIDE: Final = frozenset({"build", "closed", "private"})
_UNREAD: Final = frozenset({"build", "private", ".git"})
# How names of the files end that the books are read from.
_READ: Final = frozenset({*ENDINGS, ".csv", ".toml"})
Stamp = tuple[str, int, int, int]  # path, size, nanoseconds of the last change, inode


def joined(before: str, text: str, gap: str) -> str:
    r"""Put some text after what stands in a file, a gap apart, with the line ends that the file has.

    Examples:
        >>> joined("a\r\n", "b\n", "\n\n")
        'a\r\n\r\nb\r\n'
    """
    if not before.strip("\r\n"):
        return text
    end = "\r\n" if before.partition("\n")[0].endswith("\r") else "\n"
    return before.rstrip("\r\n") + f"{gap}{text}".replace("\n", end)


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one community's folder."""

    folder: Path
    _texts: dict[str, str] = field(default_factory=dict)
    # Files that count as the folder's and lie elsewhere: originals beside the books as they would be. Whole paths by name.
    elsewhere: Mapping[str, Path] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Read a file of the folder.

        Args:
            name: path relative to the folder.

        Raises:
            LedgerNotFoundError: there is no such file.
            EncodingError: it is not UTF-8.
        """
        if name not in self._texts:
            path = self.path(name)
            if name not in self.elsewhere and not path.resolve().is_relative_to(self.folder.resolve()):
                raise LedgerNotFoundError(
                    Trouble(
                        str(path),
                        "这是一个指向小区文件夹以外的链接。",
                        "请把真正的文件放进小区的文件夹。",
                        FORMAT,
                    )
                )
            try:
                data = path.read_bytes()
            except OSError as error:
                raise LedgerNotFoundError(
                    Trouble(
                        str(path),
                        "没有这个文件。"
                        if isinstance(error, FileNotFoundError)
                        else f"读不了这个文件：{error.strerror}。",
                        "请检查文件是否存在、是否有权限读取；一个小区的文件夹须有 "
                        "main.beancount、chart.beancount、community.toml 和 register.csv。",
                        FORMAT,
                    )
                ) from error
            self._texts[name] = decode(data, str(path))
        return self._texts[name]

    def mark(self, name: str) -> bytes:
        """Give the byte order mark that a file begins with, by which Excel knows UTF-8; else nothing."""
        data = (self.folder / name).read_bytes() if self.exists(name) else b""
        return BYTE_ORDER_MARK_8 if data.startswith(BYTE_ORDER_MARK_8) else b""

    def appended(self, name: str, text: str, gap: str) -> bytes:
        """Give a file's content with some text after it, a gap apart; what stands there stays as it is."""
        return joined(self.text(name) if self.exists(name) else "", text, gap).encode()

    def place(self, name: str, line: int = 0) -> str:
        """Name a place for an error: full path and line, 0 for the file as a whole."""
        path = str(self.folder / name)
        return f"{path}:{line}" if line else path

    def excerpt(self, name: str, line: int) -> str:
        """Quote the user's own line with its number; empty where there is none."""
        try:
            lines = self.text(name).split("\n")
        except JjledgerError:
            return ""
        if not 0 < line <= len(lines):
            return ""
        return f"{line} | {lines[line - 1].strip()}"

    def line_with(self, name: str, words: str) -> int:
        """Find the first line of a file that holds some words; 0 where there is none."""
        lines = self.text(name).split("\n")
        return next((number for number, line in enumerate(lines, 1) if words in line), 0)

    def exists(self, name: str) -> bool:
        """Say whether a file of the folder exists."""
        return name in self.elsewhere or (self.folder / name).is_file()

    def path(self, name: str) -> Path:
        """Say where a file of the folder lies."""
        return self.elsewhere.get(name) or self.folder / name

    def ledger_names(self) -> list[str]:
        """List the files whose endings promise ledger text, in order; not what is compiled, private or hidden."""
        files = (path for path in self.folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
        names = (path.relative_to(self.folder) for path in files)
        return sorted(
            str(name)
            for name in names
            if name.parts[0] not in _ASIDE and not any(part.startswith(".") for part in name.parts)
        )

    def stamps(self) -> frozenset[Stamp]:
        """Tell the files the books are read from as they are now: another set later means that one has changed."""
        found = []
        for path in self.folder.rglob("*"):
            if path.suffix.lower() in _READ and path.relative_to(self.folder).parts[0] not in _UNREAD:
                with suppress(OSError):
                    status = path.stat()
                    found.append((str(path), status.st_size, status.st_mtime_ns, status.st_ino))
        return frozenset(found)

    def relative(self, path: str) -> str:
        """Give a path relative to the folder; unchanged where it lies outside."""
        folder = str(self.folder)
        return path[len(folder) + 1 :] if path.startswith(folder + "/") else path
