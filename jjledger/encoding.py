"""From bytes to text: UTF-8 is accepted, anything else is named; and text without what nobody sees.

What lives here: telling which encoding a file is in, the message that says so, and what counts as unseen.
What must not: reading the file; bytes come in, text goes out.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from jjledger.errors import FORMAT, EncodingError, Trouble

BYTE_ORDER_MARK_8 = b"\xef\xbb\xbf"
BYTE_ORDER_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8_REMEDY = "请用编辑器把文件“另存为”UTF-8 编码"
# Controls and line ends, signs that turn the direction of writing or have no width, halves of signs. Signs for
# private use and those that Unicode had not yet assigned stay: rare names are written with them.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def decode(data: bytes, name: str) -> str:
    """Turn the bytes of a text file into text, exactly; a UTF-8 byte order mark is dropped.

    Args:
        data: The whole file.
        name: What to call the file in a message, usually its path.

    Returns:
        The text with its line ends as they stand.

    Raises:
        EncodingError: The file is not UTF-8; says which encoding it is and shows the line.

    >>> decode("余额".encode(), "a.csv")
    '余额'
    """
    try:
        return data.removeprefix(BYTE_ORDER_MARK_8).decode("utf-8")
    except UnicodeDecodeError as error:
        skipped = len(data) - len(data.removeprefix(BYTE_ORDER_MARK_8))
        raise EncodingError(_trouble(data, skipped + error.start, name)) from None


def one_line(text: str) -> str:
    r"""Lay text out in one line of what people can see, with single blanks and none at its ends.

    A sign that nobody sees becomes a blank: two names that look alike are not to be told apart by it, and no
    text is to read otherwise than it is written.

    Examples:
        >>> one_line(" 某\u200b公司\r\n\u202e款 ")
        '某 公司 款'
    """
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join(text.split())


def encoding_of(data: bytes) -> str:
    """Name the encoding of a file's bytes.

    Args:
        data: The whole file.

    Returns:
        `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GBK`, `GB18030` (what GBK has no place for), as iconv
        names them, or `""` when it is none of these: damaged, or no text at all.
    """
    if _decodes(data, "utf-8"):
        return "UTF-8"
    if data[:2] in BYTE_ORDER_MARKS_16:
        return "UTF-16LE" if data[:2] == BYTE_ORDER_MARKS_16[0] else "UTF-16BE"
    if b"\0" in data or _has_utf8_lines(data):
        return ""
    return next((name for name in ("GBK", "GB18030") if _decodes(data, name)), "")


def _trouble(data: bytes, offset: int, name: str) -> Trouble:
    """Say what the file is, at the first byte that is not UTF-8."""
    encoding = encoding_of(data)
    if encoding.startswith("UTF-16"):
        line, excerpt = 1, _excerpt(data.decode(encoding, "replace").lstrip("\ufeff").split("\n", 1)[0])
    else:
        line = data.count(b"\n", 0, offset) + 1
        raw = data.split(b"\n")[line - 1]
        excerpt = _excerpt(raw.decode(encoding or "utf-8", "replace"))
    if encoding:
        what = f"这个文件是 {encoding} 编码，这里只读 UTF-8。"
        remedy = f"{UTF_8_REMEDY}，或者运行  iconv -f {encoding} -t UTF-8 旧文件 > 新文件"
    else:
        what = "这一行有不属于 UTF-8 的字节，文件已损坏，或者不是文本文件。"
        remedy = f"请改正这一行后保存；不能改正时，从备份取回这个文件。{UTF_8_REMEDY}。"
    return Trouble(f"{name}:{line}", what, remedy, f"{FORMAT}：文件一律用 UTF-8", f"{line} | {excerpt}")


def _excerpt(line: str) -> str:
    """Keep what a terminal can show of a line, 80 characters at most."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line.strip()[:80])


def _decodes(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes are valid in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _has_utf8_lines(data: bytes) -> bool:
    """Tell whether some Chinese line is UTF-8; then the rest is damage and not another encoding.

    Three Chinese characters in UTF-8 are nine bytes in a strict pattern, which GBK text
    does not meet by chance.
    """
    for line in data.split(b"\n"):
        if _decodes(line, "utf-8") and sum(ord(sign) >= 0x2E80 for sign in line.decode("utf-8")) >= 3:  # noqa: PLR2004 - see docstring
            return True
    return False
