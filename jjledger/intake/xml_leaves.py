"""The leaves of an XML file that a stranger wrote, read without entities, schemas or anything from outside.

What lives here: taking XML apart, within bounds. What must not: what an invoice is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from jjledger.encoding import encoding_of
from jjledger.errors import SheetError
from jjledger.intake.pages import refused

MOST_BYTES: Final = 4_000_000  # an invoice of a thousand rows is 1 MB
_MOST_ELEMENTS: Final = 200_000
_DEEPEST: Final = 64
_LONGEST: Final = 10_000  # signs of one value
_AGAIN: Final = "请从电子税务局或开票方重新下载；打不开的，用 --invoice 号码=价税合计 手工写。"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value, and the names of the elements it stands in, from the root; without their prefixes."""

    path: tuple[str, ...]
    text: str


def leaves_of(data: bytes, name: str) -> tuple[Leaf, ...]:
    """Read an XML file's values in their order.

    An element with a `Name` goes by that: OFD files keep `<CustomData Name="发票号码">`.

    Args:
        data: the file; UTF-8, UTF-16 or GB18030, whatever it says of itself.
        name: what to call it in a message.

    Raises:
        SheetError: it is no whole XML file, too large or too deep, or it defines entities.
    """
    if len(data) > MOST_BYTES:
        raise refused(name, f"这个 XML 有 {len(data) // 1_000_000} MB，不像一张发票。", _AGAIN)
    encoding = encoding_of(data)
    if not encoding:
        raise refused(name, "这不是文本，读不成 XML。", _AGAIN)
    taken = _Leaves(name)
    parser = expat.ParserCreate("utf-8")  # what the declaration says of the encoding does not count
    parser.buffer_text = True
    parser.StartElementHandler = taken.start
    parser.EndElementHandler = taken.end
    parser.CharacterDataHandler = taken.words
    parser.StartDoctypeDeclHandler = taken.doctype
    parser.EntityDeclHandler = taken.doctype
    try:
        text = data.decode("utf-16" if encoding.startswith("UTF-16") else encoding)
        parser.Parse(text.removeprefix("\ufeff").encode(), True)  # noqa: FBT003 -- the parser takes it by place only
    except expat.ExpatError as error:
        what = f"第 {error.lineno} 行读不成 XML，文件可能不完整。"
        raise refused(name, what, _AGAIN) from error
    except UnicodeError as error:
        raise refused(name, "有读不成文字的字节，文件可能损坏。", _AGAIN) from error
    return tuple(taken.found)


class _Leaves:
    """One pass over the elements."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Leaf] = []
        self.path: list[str] = []
        self.said: list[str] = []
        self.size = self.elements = 0
        self.leaf = False  # nothing has ended since the last start

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go into an element."""
        self.elements += 1
        if self.elements > _MOST_ELEMENTS or len(self.path) >= _DEEPEST:
            raise self._refused("这个 XML 的层次或元素太多，不像一张发票。")
        self.path.append(attributes.get("Name") or tag.rpartition(":")[2])
        self.said, self.size, self.leaf = [], 0, True

    def end(self, tag: str) -> None:
        """Leave an element; one without others in it is a value."""
        del tag
        text = "".join(self.said).strip()
        if self.leaf and text:
            self.found.append(Leaf(tuple(self.path), text))
        self.path.pop()
        self.said, self.size, self.leaf = [], 0, False

    def words(self, text: str) -> None:
        """Take words; of a picture or signature only the beginning."""
        self.size += len(text)
        if self.size <= _LONGEST:
            self.said.append(text)

    def doctype(self, *_: object) -> None:
        """Refuse definitions: no invoice has any, and an entity may unfold to gigabytes."""
        raise self._refused("这个 XML 带有文档类型或实体定义，电子发票没有这些，可能是恶意文件。")

    def _refused(self, what: str) -> SheetError:
        return refused(self.name, what, _AGAIN)
