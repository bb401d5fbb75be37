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
from typing import TYPE_CHECKING, Final

from jjledger.errors import FontError, Trouble

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

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
# What people, places and companies are called with and GB 2312 lacks, and all that Noto has of the extensions
# C to G, most of it from the standard list of 2013: each PDF with one of them would carry the system's font, too.
_NAMES: Final = (
    "喆堃镕祎玥珺昇旸瑀翀頔赟奡芃犇骉垚彧瑢璟珣旻晞昉暐燚瑄婳朤淏湉濛炘烜煚燊玘玙珵琀琎瑂璠瓅祐禛禩稑茀"
    "虓諴赪釗锜镠飏馼骦鸑鹓龑䶮㛃峣嶔珅翾甪垟塆堽埇𪟝𪣻𪤗𪧦𪨰𪨶𪩘𪷿𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶"
    "𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚉𫚕𫚖𫚭𫛭𫝆𫝑𫝓𫝚𫝜𫝥𫝶𫝷𫝼𫞂𫞉𫞋𫞎𫞔𫞩𫞬𫞯𫞽𫟅𫟉𫟏𫟒𫟘𫟦𫟰𫟷𫟹𫟼"
    "𫠆𫠊𫠍𫠗𫠚𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂁𬂩𬃊𬄕𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬎆𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋"
    "𬜬𬜯𬞟𬟁𬟓𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂"
    "𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓𭕄𮀔𮉸𮕩𮛪𰜩𰻝𰻞𱁬"
)
# Level 1 of GB 2312 alone would save 2.5 s once, but 鑫, 骏 and 翡, without which hardly a community can be named,
# stand in level 2.
CHARACTERS: Final = frozenset(
    {
        *_ASCII,
        *_NAMES,
        *map(chr, range(0xA0, 0x100)),
        *"—–−•…‰€✓▲▼←↑→↓",
        *_gb2312(),
    }
)

# What these pages are written with, the most frequent first. A PDF carries a share of each glyph that comes
# before its last in the font, so these come first in the font; any order would be right.
_VOCABULARY: Final = (
    "·。上业中主二位元公内务单咨址天容年张心据数日是月有服本演码示维网行街询财贴起道问页（），：至一对"
    "支银、收账第益金和核分区共到资期的里小管明与例依可找条查疑看说请都；市物理台州人全在用款以民凭证修"
    "额出会过末体项钱不利息每半等余其结¥得部要哪之原司扫文施构自虚长没户个入法致专典使委来员加币这同度"
    "少减万拾定或佰间存各仟−应号样去转角况情范建当者能时还下止电计通 校验它式增面三大工由列怎布组多表"
    "合壹域幢负附谁决成为比贰也最进他更显告停立车记集肆方报初所付筹叁季录算从设水写己笔办正知子把玖—摘"
    "借贷按伍住捌清商了求柒并置信换著技术经保陆零围照交宅门目细净名字累织占程首白四些相处汀参海代次于总"
    "新剩段差懂盖章纸意“”只整积确屋临租摊活梯前费动十变归云房约规已达取百别筑配推让责花件放事登科完园"
    "开地始防份否因农税今尾机续渗见城平掉向耗及米值待护着索纳足无果独先消逐广执家重补溪权属营外泵扣墙厢"
    "品轿漏超安充六府引曳未作几×么什将任《》企览认该连²实晴苑院律较遍际＝票编且弃禾后备闸五预场排青听"
    "销光口寓橙除村Ⅱ两桂语丝绳钢畅需饰固火灾脱落警现星馆塘底荷东产给运限欠生居暮朝渡准则北坊簿隔鸣鹿传"
    "低念桐梧榴石钟太望松泽澜缮舒葭蒹书基山秋秒站南风划晚枫快柜栖玉递鹭授留含匠楼退手扶窗售媒檐泉姓履抵"
    "早仁化塔提播稳联如寸诉便智筐蜂侧庚步流升层展恒托案育苗渠路头急涉润满绿÷…好尽类乘但冲危坏挣损社赁"
    "错八另回注够改订雨喷架框植灌空签途量频倍再审店控政旧林格残监造邻驿哨垄众关师带强拨春毕衡西调近险题"
    "九们做副发垣就岸我才抬拿曾朗档象远迟醒阅返国→丽截线「」库载包常括江学局暂杭湖缓〔〕七亿价厂序打接"
    "标检浙直省令制复尚指此测版特系话身须齐‰债册删华印受均座恰批投李椒槛研称究符读辆适选逾队•・丁丙乙"
    "仍供假储儿具判医协卖却县响善器团图填失套妥守室宾幼形影必态拟拥料断材某栋污派混灭点烘热焙甲础种移稿"
    "策紧统缴罚脑般节草药虽解议详误跳软邮酒铁隐静香麦默％千效闭束"
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
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow to import, and fonts are seldom cut

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
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 -- see above
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- see above

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
