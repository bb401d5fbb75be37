"""The fonts of the PDFs: Noto Sans CJK SC, cut down to a fixed set of characters.

The system's font holds 65,535 glyphs and would put 110 kB and 40 ms of work into each PDF. It is cut down
once a machine, one file a weight, to the same characters whatever is printed, so that a PDF never depends
on what else a run prints. Never one weight in several files: WeasyPrint mixes their glyphs up and prints
other characters. What the set lacks comes from the system's font; what that lacks is a defect to be listed.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from jjledger.errors import FontError, Trouble

FAMILY: Final = "jjledger sans"  # the cut font, in print.css
WEIGHTS: Final = {400: "NotoSansCJK-Regular.ttc", 700: "NotoSansCJK-Bold.ttc"}
FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_SIMPLIFIED: Final = 2  # the collections hold JP, KR, SC, TC and HK, in this order
_RECIPE: Final = "1"  # count up when the same characters are to be cut otherwise


def _gb2312() -> Iterator[str]:
    """Give every character of GB 2312: 682 signs and 6,763 Han."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue


_ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
# Level 1 alone would save 2.5 s once and 20 kB a PDF, but 鑫, 骏 and 翡, without which hardly a community
# can be named, stand in level 2, and each PDF with such a name would carry the system's font as well.
CHARACTERS: Final = frozenset(
    {
        *_ASCII,
        *map(chr, range(0xA0, 0x100)),
        *"—–−•…‰€✓▲▼←↑→↓",
        *_gb2312(),
    }
)

# What these pages are written with, the most frequent first. A PDF carries a share of each glyph that comes
# before its last in the font, so these come first in the font; any order would be right.
_VOCABULARY: Final = (
    "公的业示收。，期金条例分有第本资管一额主数物元户理支司年证和上市项、人凭区单余益明结行：小定民；州日"
    "电出目全款位存据号计入息面专务对与台月至之合或次转决列各在是利张末正每中告·要说银体使成按查由细请信"
    "少道加方样核都—并施服可天起减怎者自过差应构等网财依录找摘问万增子它币心组置负贴通附内哪得来演疑街询"
    "些式当显知虚长借咨址著贷域技术¥账拾度佰设仟（）−角致商季壹半付部记用下贰范工办肆初建叁修维集占住宅"
    "布两况情照所陆玖伍法不幢没典积到名动变把配待比约归筹累确谁无捌共个柒水零会摊立围委员其车停地门他租临"
    "活畅进织品三二四程农能城更费换梯防耗里经筑算营间尾首消晴坊庚机园渗广厢轿传媒未缮安新步代补溪家汀大屋"
    "充漏檐闸墙外泵含足场别星推引曳府便院整苑排丝渠绳钢处村房报青火灾警规参海云口固馆光禾语Ⅱ塘寓桂橙脱花"
    "荷落饰展运交及基站退联涉塔已柜快递格驿听书北山暮望朝松桐梧榴渡澜石秋舒葭蒹鸣鹿店平邻米回居东南晚枫玉"
    "白风鹭税售楼手扶窗为“”欠去注订销从错冲够还再返值旧残生路雨林喷垄植灌绿备监哨控春以国表写文页改只开"
    "百五保同后簿²→丽事于前截线份八律「」库续载作准包十常护括政时江着社造限了六否学局暂最杭止湖科缓超×"
    "〔〕七亿价先厂多姓己序意打接标案检浙直省给这隔频÷《》九产令任企关几制取向复字实尚指档此测版特看系话"
    "调责身险须齐…‰且件但低债册则删华印危发受均好容将属座总恰托批投抵放早权李果椒槛独现相码研票称究笔符"
    "纳编认该读辆近适选逾重队题•・丁丙乘乙也仁今仍们众供假储儿具净判化匠医升协卖却原县响善器因团图坏填失"
    "套如妥守审室宾寸层幼底形影必态急恒才扫拟拥损播料断智朗材某栋栖校求污泉泽派流润混灭点烘热焙甲登础种移"
    "稳稿章筐策紧统缴罚育脑般节苗草药虽蜂见解议详误跳软达连逐途遍邮酒铁阅隐静预香麦默％索千完留际效闭束"
)


def source(weight: int) -> Path:
    """Find the system's font of a weight, 400 or 700.

    Raises:
        FontError: it is not installed.
    """
    name = WEIGHTS[weight]
    for folder in FOLDERS:
        for place, _, names in os.walk(Path(folder).expanduser()):
            if name in names:
                return Path(place) / name
    raise FontError(
        Trouble(
            place=name,
            what="这台机器没有 Noto Sans CJK 字体，PDF 中的汉字印不出来。",
            ground="公示文件用这一种字体排版，缺字不得以方框代替",
            remedy="请运行  sudo apt-get install fonts-noto-cjk  ，还缺什么可用  jjledger doctor  查看。",
        )
    )


@cache
def key(weight: int) -> str:
    """Tell the cut font of a weight from any other: by the system's font, the characters and the tool."""
    parts = (
        source(weight).read_bytes(),
        "".join(sorted(CHARACTERS)).encode(),
        _VOCABULARY.encode(),
        _RECIPE.encode(),
    )
    digest = sha256(version("fonttools").encode())
    for part in parts:
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def cut(weight: int) -> Path:
    """Give the file of the cut font, made now where this machine has not made it yet.

    Processes that need it at the same time wait for the one that makes it.

    Raises:
        FontError: the system's font is not installed.
    """
    folder = cache_folder()
    path = folder / f"{key(weight)}.otf"
    if path.exists():
        return path
    with _alone_in(folder):
        if not path.exists():
            _write(path, _cut_bytes(weight))
    return path


@cache
def cache_folder() -> Path:
    """Give the folder of the cut fonts: in the user's cache, else a private one for temporary files."""
    configured = Path(os.environ.get("XDG_CACHE_HOME", ""))
    cache_home = configured if configured.is_absolute() else Path("~/.cache").expanduser()
    temporary = Path(tempfile.gettempdir(), f"jjledger-fonts-{os.getuid()}")
    for folder in (cache_home / "jjledger" / "fonts", temporary):
        if _is_ours(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="jjledger-fonts-"))


def _is_ours(folder: Path) -> bool:
    """Say whether a folder, made where it is missing, takes our files and nobody else's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
        with tempfile.TemporaryFile(dir=folder):
            return state.st_uid == os.getuid() and not state.st_mode & (S_IWGRP | S_IWOTH)
    except (OSError, RuntimeError):  # read-only, full, or a user without a home
        return False


def missing_characters(text: str) -> str:
    """Name the characters of a text that no font here can print, each once, in the text's order.

    Raises:
        FontError: the text goes beyond the fixed set and the system's font is not installed.
    """
    beyond = {sign: None for sign in text if sign not in CHARACTERS and not sign.isspace()}
    return "".join(sign for sign in beyond if ord(sign) not in _system_characters()) if beyond else ""


@cache
def _system_characters() -> frozenset[int]:
    """List what the system's font can print in both weights."""
    covered = []
    for weight in WEIGHTS:
        with TTFont(source(weight), fontNumber=_SIMPLIFIED, lazy=True) as font:
            covered.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*covered)


def _cut_bytes(weight: int) -> bytes:
    """Cut the system's font down; the same bytes every time.

    Hints stay, since WeasyPrint drops them as it embeds, and boxes are not measured anew: both
    together would take twice as long.
    """
    options = Options(layout_features=[], hinting=True, notdef_outline=True)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(CHARACTERS))
    with (
        TTFont(
            source(weight), fontNumber=_SIMPLIFIED, lazy=True, recalcBBoxes=False, recalcTimestamp=False
        ) as font,
        tempfile.TemporaryFile() as file,
    ):
        subsetter.subset(font)
        _put_first(font, _ASCII + _VOCABULARY)
        font.save(file)
        file.seek(0)
        return file.read()


def _put_first(font: TTFont, signs: str) -> None:
    """Number a font's glyphs anew, those of the given characters first.

    fontTools' own `reorderGlyphs` leaves FDSelect, which names each glyph's subroutines, as it was.
    """
    font.ensureDecompiled()
    glyph_of = font.getBestCmap()
    before = {name: place for place, name in enumerate(font.getGlyphOrder())}
    order = list(dict.fromkeys([".notdef", *(glyph_of[ord(sign)] for sign in signs), *before]))
    top = font["CFF "].cff.topDictIndex[0]
    shapes = top.CharStrings
    shapes.charStringsIndex.items = [shapes.charStringsIndex[shapes.charStrings[name]] for name in order]
    shapes.charStrings = {name: place for place, name in enumerate(order)}
    top.FDSelect.gidArray = [top.FDSelect[before[name]] for name in order]
    top.charset = order
    font.setGlyphOrder(order)


def _write(path: Path, data: bytes) -> None:
    """Write a file so that others see all of it or nothing.

    Raises:
        FontError: the disk refused.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}~")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise FontError(
            Trouble(
                place=str(path),
                what=f"裁剪好的字体存不下：{error.strerror}。",
                remedy="请腾出磁盘空间，或者用环境变量 XDG_CACHE_HOME 指定别的缓存文件夹。",
            )
        ) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process cuts a font; the lock of one that was killed is free."""
    with (folder / "lock").open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
