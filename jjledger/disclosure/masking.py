"""Private data in public words: how payees are masked, and the scan that blocks a publication.

Only what is recognisably an organisation or all owners together keeps its name; everything
else is masked, so that an unknown form of name errs on the safe side. The scan looks at
words that are about to go out and never changes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from jjledger.disclosure.private_names import name_hits, room_hits
from jjledger.disclosure.private_numbers import Hit, numbers

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


_HASH: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9A-Za-z])")


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
    return (*numbers(plain), *name_hits(plain, names), *room_hits(plain, names))


def is_clean(texts: Iterable[str], names: AbstractSet[str] = frozenset()) -> bool:
    """Say whether many texts hold nothing private, at one look: a page has hundreds, names are thousands.

    A line break between two texts stops every form from reaching across but for numbers
    written with blanks, so this may cry wolf, and never overlooks what `scan` would find.
    """
    return not scan("\n".join(texts), names)
