"""Private data in public words: how payees are masked, and the scan that blocks a publication.

Only what is recognisably an organisation or all owners together keeps its name; everything
else is masked, so that an unknown form of name errs on the safe side. The scan looks at
words that are about to go out and never changes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

# --- payees ---------------------------------------------------------------------------------

_SEPARATORS: Final = re.compile(r"\s*[、，,；;/|+&＆:：—－]+\s*|(?<=[一-鿿])(?:\s+|\s*-+\s*)(?=[一-鿿])")
_BRACKETS: Final = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_COLLECTIVE: Final = re.compile(
    r"(?:全体|各|部分|有关|相关|交存|多|本幢|本单元|[两二三四五六七八九十百0-9]+)?(?:[户位名幢]|单元)?"
    r"(?:业主|住户|居民|车主|商户|租户|用户)(?:们|等)?"
    r"|临停车辆|月租车辆|多人|现金缴款|本小区|(?:本小区)?(?:维修资金|公共收益)(?:专户|账户)?"
)
# Bodies of owners that carry no other marker, and banks by their short names alone: 张中行 is a person.
_BODIES: Final = re.compile(
    r".*(?:业主大会|业委会|业主委员会|物管会|居委会|监委会|售房单位)|[建工农中交招]行|邮储"
)
_LONG_MARKERS: Final = (
    "有限公司|分公司|公司|银行|支行|分行|信用社|合作社|中心|集团|协会|学会|基金会|委员会|事务所|研究院|研究所|"
    "设计院|检测院|特检院|医院|学校|大学|中学|小学|幼儿园|超市|商店|商行|商场|经营部|服务部|营业部|工程队|服务站|"
    "服务社|办事处|管理处|管理局|税务局|财政局|供电局|街道办|派出所|工厂|电网|物业|铁塔|电信|联通|酒店|宾馆|"
    "门市部|维修部|工程部|项目部|回收站|加工厂|电器厂|建材店|五金店|专卖店"
)
_ORGANISATION: Final = re.compile(rf".{{2,}}(?:{_LONG_MARKERS})|.+(?:公司|银行)|中国移动|物业")
# One character alone ends many a personal name, so only longer words count, and no 张三和李建社.
_LONG_WORD: Final = re.compile(r"[^·•・和与及同]{4,}[局厂店队院所社站部行会馆]")
# 王建国转某公司: somebody who pays or collects for an organisation is none, but 金华交投公司 and 江南回收站 are.
_SURNAMES: Final = (
    r"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭"
    r"曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武"
    r"钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗"
    r"谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝]"
    r")[一-鿿]{1,2}"
)
_ACT: Final = (
    r"(?:代(?!理|表|步)|转(?!运|向|动|播|印|化|塘)|退(?!役|休|耕)|(?<![成上])交(?!通|投|建|工|科|运|发|控|警|电|行|易|响|旅|口)"
    r"|(?<![回签验征吸接])收(?!费|储|藏|购|割|银)|(?<![支])付(?!通|宝|费通|家|村|店)|缴|垫)"
)
_FOR_ANOTHER: Final = re.compile(
    rf"((?:业主|住户|租户|商户|个体户)?{_SURNAMES}){_ACT}.+|((?!代).{{2,}}?)(?:代[付收缴交垫领办]|转[付交账给]).+"
)

# 业委会主任张建国: a body, a title, and perhaps a name of at most four characters
_OFFICER: Final = re.compile(
    r"(.*?(?:业主委员会|业委会|物管会|业主大会|街道|社区|居委会|村委会|办事处|财务服务中心|物业|公司)"
    r"(?:.{0,4}?(?:主任|副主任|委员|会长|书记|经理|会计|出纳|秘书|负责人|经办人|复核员|审核员))?)(\s*\S{0,4})"
)


def is_public_name(payee: str) -> bool:
    """Say whether a payee may stand as it is: an organisation, or owners as a whole.

    Args:
        payee: one name; a bracket at its end (a branch, a remark) does not count.
    """
    name = _BRACKETS.sub("", unicodedata.normalize("NFKC", payee)).strip()
    acts = _FOR_ANOTHER.fullmatch(name)
    if acts is not None and not is_public_name(acts[1] or acts[2]):
        return False
    return any(form.fullmatch(name) for form in (_COLLECTIVE, _BODIES, _ORGANISATION, _LONG_WORD))


def mask_payee(payee: str) -> str:
    """Mask a payee for the public: 张三 becomes 张*, 某电梯公司 stays.

    Several names are masked one by one. What is not recognised is masked, and what stands
    in a bracket behind a name goes, unless it is an organisation itself.

    Examples:
        >>> mask_payee("张三"), mask_payee("华安电梯公司"), mask_payee("李四、全体业主")
        ('张*', '华安电梯公司', '李*、全体业主')
    """
    names = [name for name in _SEPARATORS.split(payee.strip()) if name]
    return "、".join(_mask_one(name) for name in names)


def mask_officer(name: str) -> str:
    """Mask who approved something: an office stays, the person behind its title goes.

    Examples:
        >>> mask_officer("业委会主任张建国"), mask_officer("业主委员会"), mask_officer("张三")
        ('业委会主任张*', '业主委员会', '张*')
    """
    names = [one for one in _SEPARATORS.split(name.strip()) if one]
    return "、".join(_mask_officer(one) for one in names)


def _mask_officer(name: str) -> str:
    held = _OFFICER.fullmatch(name)
    if held is None or is_public_name(name):
        return _mask_one(name)
    person = f"{held[2].strip()[0]}*" if held[2].strip() else ""
    return f"{held[1]}{person}"


def _mask_one(name: str) -> str:
    if not is_public_name(name):
        return f"{name[0]}*"
    bracket = _BRACKETS.search(name)
    if bracket is None or is_public_name(bracket[0].strip(" （）()")):
        return name
    return name[: bracket.start()]


# --- scan -----------------------------------------------------------------------------------


NAME: Final = "姓名"  # the kind of hit that an office's mask takes away


@dataclass(frozen=True, slots=True)
class Hit:
    """Private data found in a text."""

    kind: str  # 手机号, 固定电话, 身份证号, 银行账号, 姓名, 房号
    text: str  # as it stands, for the accountant alone


_HASH: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9A-Za-z])")
_HAN_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_RUN: Final = re.compile(r"[〇零一二三四五六七八九]{7,}")
# 1 3 8 0 0 1 3 8 0 0 0: every digit by itself
_SEPARATOR: Final = re.compile(r"[-\s.·_]")
_SPACED_DIGITS: Final = re.compile(r"(?<![\d.-])\d(?:[-\s.·_]\d){6,}(?![\d.-])")
# 13800138000元 is an amount, and so is 13800138000.00
_NOT_MONEY: Final = r"(?!\d|\.\d{2}(?!\d)|\s*元)"
# A number of a paper, as the word before it says: 发票号码：15012345678
_PAPER: Final = re.compile(r"(?:凭证|发票|收据|票据|流水|回单|合同|订单|工单|单据|单|编)号码?\s*[:：]?\s*$")
_BEFORE: Final = 12  # characters in which that word stands
_MOBILE: Final = re.compile(
    r"(?<![\d.])(?:86[- ]?)?1[3-9](?:\d{9}|\d([-\s.·_])\d{4}\1\d{4}|\d{2}([-\s.])\d{3}\2\d{4}"
    r"|\d[-\s]\d{8}|\d{5}[-\s]\d{4}|\d{3}[-\s]\d{6})" + _NOT_MONEY
)
_LANDLINE: Final = re.compile(
    r"(?<![\d.-])(?:86[- ]?|\(86\)\s?)?(?:\(0[1-9]\d{1,2}\)\s?|0[1-9]\d{1,2}[-\s·]?)[2-8]\d{2,3}[-\s]?\d{4}"
    + _NOT_MONEY
    # without an area code only beside a word that says so: eight digits alone are as well a date
    + r"|(?<=电话|热线|座机|联系|致电)[:：\s]*[2-8]\d{2,3}[-\s]?\d{4}(?!\d)"
)
_BORN: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NEW: Final = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}[- ]?(?:18|19|20)\d{{2}}[- ]?{_BORN}[- ]?\d{{3}}[\dXx](?!\d)"
)
_ID_OLD: Final = re.compile(rf"(?<!\d)[1-9]\d{{5}}\d{{2}}{_BORN}\d{{3}}(?!\d)")
_CARD: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{15,19}(?![0-9A-Za-z])|\d{12,14}(?!\.\d{2}(?!\d))(?![0-9A-Za-z])"
    r"|\d{4}([-\s.])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?![0-9A-Za-z]))"
)
_YEARS: Final = re.compile(r"(?:(?:19|20)\d{2}[-\s.]?){3,5}")
_MOMENT: Final = re.compile(rf"20\d{{2}}{_BORN}(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?")
# Blanks and dots between two Han characters; never a line's end, which parts two texts.
_GAPS: Final = r"[ \t·•.*_-]{0,3}"
_GAP: Final = re.compile(r"(?<=[一-鿿])[ \t·•.*_-]{1,3}(?=[一-鿿])")
_TITLES: Final = r"先生|女士|小姐|师傅|同志|老师|大爷|大妈|阿姨|夫妇|等|的|处|户|家|退|交|付|收|领"
_IDENTIFIER: Final = re.compile(r"[0-9A-Za-z-]")
_HOUSEHOLD: Final = re.compile(r"([A-Z0-9]+)-([A-Z0-9]+)-([A-Z0-9]+)", re.ASCII)
# 3幢2单元501室, 3号楼501, 3-2-501: a room of the register, however it is spelled
_ROOM: Final = re.compile(
    r"(?<![0-9A-Z-])([0-9A-Z]{1,4})\s*(?:[幢栋座]|号楼)\s*(?:([0-9A-Z]{1,2})\s*(?:单元|-)\s*)?([0-9]{1,4})"
    r"(?![0-9年月日台个元万%平米m]|\.[0-9])"
    r"|(?<![0-9A-Z-])([0-9A-Z]{1,4})-([0-9A-Z]{1,2})-([0-9]{1,4})(?![0-9A-Z-])",
    re.ASCII,
)


def scan(text: str, names: AbstractSet[str] = frozenset()) -> tuple[Hit, ...]:
    """Find private data in words that are about to be published.

    Full-width digits, invisible characters and Chinese numerals are seen through. Amounts,
    dates, voucher numbers and hashes are not hits, nor are rooms that no household has.

    Args:
        text: one text; whole pages as well, but no bare amounts in fen (they look like accounts).
        names: owners' names and household ids that must not appear, in whatever spelling.

    Returns:
        Hits in the order of kinds, then of place.

    Examples:
        >>> [hit.kind for hit in scan("联系张三 138-0013-8000")]
        ['手机号']
        >>> [hit.text for hit in scan("3幢2单元501室漏水", {"03-2-501"})]
        ['3幢2单元501']
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    )
    plain = _HASH.sub("#", plain)
    plain = _SPACED_DIGITS.sub(lambda run: _SEPARATOR.sub("", run[0]), plain)
    plain = _HAN_RUN.sub(lambda run: run[0].translate(_HAN_DIGITS), plain)
    return (*_numbers(plain), *_names(plain, names), *_rooms(plain, names))


def is_clean(texts: Iterable[str], names: AbstractSet[str] = frozenset()) -> bool:
    """Say whether many texts hold nothing private, at one look: a page has hundreds, names are thousands.

    A line break between two texts stops every form from reaching across but for numbers
    written with blanks, so this may cry wolf, and never overlooks what `scan` would find.
    """
    return not scan("\n".join(texts), names)


def _numbers(text: str) -> Iterator[Hit]:
    """Find numbers, the most telling kind first; what one kind took no other sees."""
    for kind, form in (
        ("身份证号", _ID_NEW),
        ("手机号", _MOBILE),
        ("身份证号", _ID_OLD),
        ("固定电话", _LANDLINE),
        ("银行账号", _CARD),
    ):
        found = [
            match[0]
            for match in form.finditer(text)
            if not _is_time(match[0]) and not _is_of_paper(kind, text, match)
        ]
        yield from (Hit(kind, number) for number in found)
        for number in found:
            text = text.replace(number, "#")


def _is_of_paper(kind: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a word before a number calls it a paper's, and nothing in it says a bank card's."""
    if kind not in {"手机号", "银行账号"}:
        return False
    named = _PAPER.search(text[max(0, match.start() - _BEFORE) : match.start()]) is not None
    return named and not (kind == "银行账号" and _is_card(match[0]))


def _is_card(number: str) -> bool:
    """Say whether a number ends in the check digit of bank cards (Luhn)."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_time(number: str) -> bool:
    return _YEARS.fullmatch(number) is not None or _MOMENT.fullmatch(number) is not None


def _names(text: str, names: AbstractSet[str]) -> Iterator[Hit]:
    closed = _GAP.sub("", text)
    for name in sorted(name for name in names if len(name) > 1 and (name in text or name in closed)):
        form = re.escape(name) if name in text else _spaced(name)
        for match in re.finditer(form, text):
            if _stands_alone(text, match):
                yield Hit("房号" if _HOUSEHOLD.fullmatch(name) else "姓名", name)
                break


def _spaced(name: str) -> str:
    """Give the form of a name with blanks in it, standing by itself or before a title: 张 三, 张 小三先生."""
    gaps = _GAPS.join(re.escape(sign) for sign in name)
    return rf"(?<![一-鿿]){gaps}(?![一-鿿])|(?<![一-鿿]){gaps}(?={_TITLES})"


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Say whether an ASCII name or id is not a piece of a longer one: 1-1-10 in 01-1-101."""
    if not match[0].isascii():
        return True
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not _IDENTIFIER.fullmatch(before) and not _IDENTIFIER.fullmatch(after)


def _rooms(text: str, names: AbstractSet[str]) -> Iterator[Hit]:
    """Find households by building and room in another spelling than their ids."""
    found = [match for match in _ROOM.finditer(text.translate(_HAN_DIGITS)) if match[0] not in names]
    if not found:
        return
    houses = [match.groups() for match in map(_HOUSEHOLD.fullmatch, names) if match]
    known = {_bare(*house) for house in houses} | {_bare(house[0], "", house[2]) for house in houses}
    for match in found:
        building, unit, room = match.groups()[:3] if match[1] else match.groups()[3:]
        if _bare(building, unit or "", room) in known:
            yield Hit("房号", match[0])


def _bare(*parts: str) -> tuple[str, ...]:
    """Write the parts of a house's name without leading noughts."""
    return tuple(part.lstrip("0") for part in parts)
