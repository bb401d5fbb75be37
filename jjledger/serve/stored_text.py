"""Fava's saving, put through the ledger's one writer: rehearsed, compared, committed with a name.

What lives here: what each of Fava's ways to write comes to in whole files. What must not: how
files are written, and whether the books are right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from http import HTTPStatus
from io import StringIO
from pathlib import Path

from fava.beans.abc import Directive
from fava.beans.funcs import get_position
from fava.beans.str import to_string
from fava.core import FavaLedger
from fava.core.file import FileModule, GeneratedEntryError, find_entry_lines
from fava.json_api import FavaJSONAPIError
from fava.util import next_key

from jjledger.books.entry_text import month_file
from jjledger.books.source import Source
from jjledger.errors import JjledgerError

# Seen files, wanted files and why; raises a JjledgerError and has written nothing.
Save = Callable[[Mapping[str, bytes], Mapping[str, bytes], str], None]


class RefusedError(FavaJSONAPIError):
    """A save that was refused; Fava shows the words where the person is."""

    status = HTTPStatus.CONFLICT


class StoredText(FileModule):
    """What Fava calls to write into the ledger's text."""

    def __init__(self, ledger: FavaLedger, save: Save) -> None:
        """Take the place of Fava's own.

        Args:
            ledger: whose text it is.
            save: writes whole files, all of them or none.
        """
        super().__init__(ledger)
        self._folder = Path(ledger.beancount_file_path).parent
        self._save = save

    def get_source(self, path: Path) -> tuple[str, str]:
        """Read a file of the ledger with the hash by which a later save knows it."""
        text = _text_of(self._seen(path))
        return text, _sha256(text)

    def set_source(self, path: Path, source: str, sha256sum: str) -> str:
        """Write a whole file as the editor holds it."""
        with self._lock:
            seen = self._seen(path)
            _refuse_moved(_text_of(seen), sha256sum)
            return self._store(path, seen, source, f"在 Fava 里修改 {self._name(path)}")

    def insert_metadata(self, entry_hash: str, basekey: str, value: str) -> None:
        """Add a line of metadata below the first line of an entry."""
        with self._lock:
            self.ledger.changed()
            entry = self.ledger.get_entry(entry_hash)
            path, line = _position(entry)
            seen = self._seen(path)
            lines = _lines_of(seen)
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            lines.insert(line, f'  {next_key(basekey, entry.meta)}: "{quoted}"\n')
            self._store(path, seen, "".join(lines), f"在 Fava 里补充 {entry.date} 一笔的 {basekey}")

    def save_entry_slice(self, entry_hash: str, source_slice: str, sha256sum: str) -> str:
        """Put an entry's text in the place of what it was."""
        with self._lock:
            entry = self.ledger.get_entry(entry_hash)
            return self._replace(entry, sha256sum, source_slice, f"在 Fava 里修改 {entry.date} 一笔")

    def delete_entry_slice(self, entry_hash: str, sha256sum: str) -> None:
        """Take an entry's text away."""
        with self._lock:
            entry = self.ledger.get_entry(entry_hash)
            self._replace(entry, sha256sum, None, f"在 Fava 里删去 {entry.date} 一笔")

    def insert_entries(self, entries: Sequence[Directive]) -> None:
        """Write new entries below what stands in the files of their months."""
        with self._lock:
            self.ledger.changed()
            source = Source(self._folder)
            seen: dict[str, bytes] = {}
            wanted: dict[str, bytes] = {}
            for entry in sorted(entries, key=lambda one: one.date):
                name = month_file(source, entry.date)
                path = self._folder / name
                if name not in seen:
                    seen[name] = path.read_bytes() if path.is_file() else b""
                text = to_string(entry, self.ledger.fava_options.currency_column, 2)
                stands = _text_of(wanted.get(name, seen[name])).rstrip("\n")
                parts = [part for part in (stands, text.strip("\n")) if part]
                wanted[name] = _bytes_as(seen[name], "\n\n".join(parts) + "\n")
            self._write(seen, wanted, f"在 Fava 里新增 {len(entries)} 笔")

    def _replace(self, entry: Directive, sha256sum: str, text: str | None, why: str) -> str:
        """Put text in the place of an entry's lines; None takes the blank lines below them too."""
        path, line = _position(entry)
        seen = self._seen(path)
        lines = _lines_of(seen)
        if line > len(lines):
            raise _moved()
        end = line - 1 + len(find_entry_lines(lines, line - 1))
        _refuse_moved("".join(lines[line - 1 : end]).rstrip("\n"), sha256sum)
        if text is None:
            while end < len(lines) and not lines[end].strip():
                end += 1
        new = "" if text is None else text + "\n"
        self._store(path, seen, "".join([*lines[: line - 1], new, *lines[end:]]), why)
        return _sha256(text or "")

    def _store(self, path: Path, seen: bytes, text: str, why: str) -> str:
        name = self._name(path)
        self._write({name: seen}, {name: _bytes_as(seen, text)}, why)
        return _sha256(text)

    def _write(self, seen: Mapping[str, bytes], wanted: Mapping[str, bytes], why: str) -> None:
        """Save, and load the ledger anew; what is refused becomes words for Fava to show."""
        try:
            self._save(seen, wanted, why)
        except JjledgerError as error:
            raise RefusedError(f"没有保存。\n{error}") from None
        self.ledger.load_file()

    def _seen(self, path: Path) -> bytes:
        """Read a file of the ledger; no other is read or written."""
        if str(path) not in self.ledger.options["include"] or not path.is_relative_to(self._folder):
            raise RefusedError("这不是账本的文件，没有读写。")
        return path.read_bytes()

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


def _position(entry: Directive) -> tuple[Path, int]:
    """Find where an entry stands; one that no person wrote cannot be changed."""
    file, line = get_position(entry)
    if file.startswith("<") or not line or not Path(file).is_file():
        raise GeneratedEntryError
    return Path(file), line


def _text_of(data: bytes) -> str:
    """Give a file's text as Fava reads it: any line end is one."""
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise RefusedError("这个文件不是 UTF-8 编码，不能在这里修改。") from None


def _lines_of(data: bytes) -> list[str]:
    """Give a file's lines as Fava counts them, each with its end."""
    return [*StringIO(_text_of(data))]


def _bytes_as(seen: bytes, text: str) -> bytes:
    """Write text with the line ends the file had."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text.replace("\n", "\r\n") if b"\r\n" in seen else text).encode()


def _refuse_moved(text: str, sha256sum: str) -> None:
    if _sha256(text) != sha256sum:
        raise _moved()


def _moved() -> RefusedError:
    return RefusedError(
        "没有保存：打开以后，这个文件被别人改动了。请复制自己改的内容，刷新页面，在新的内容上再改。"
    )


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
