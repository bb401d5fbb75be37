"""Firms that are called after somebody: which words are a firm's name and nothing else.

王建国电器有限公司 is public although 王建国 owns a flat; 王建国代付物业 is not a firm at all.
Only trade and legal form, each from a closed list, may stand behind the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Where a firm sits, before its name: 浙江华安电梯公司, 台州市华安电梯公司.
_PLACE: Final = (
    r"(?:(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|"
    r"青海|广西|西藏|宁夏|新疆|内蒙古|黑龙江)省?|[一-鿿]{2,3}[市县区])*"
)
_TRADE: Final = (
    r"(?:电器|电梯|电气|电力|电子|电脑|机电|水电|水暖|给排水|自来水|供水|供热|热力|燃气|暖通|空调|制冷|消防|安防|保安|安保|监控|智能|弱电|网络|"
    r"信息|科技|技术|软件|通信|通讯|广告|传媒|文化|印刷|图文|标识|建筑|建设|建材|工程|土木|市政|路桥|装饰|装修|装潢|防水|防腐|保温|涂料|"
    r"油漆|五金|门窗|玻璃|管道|疏通|清洁|清洗|保洁|环卫|环保|环境|园林|绿化|苗木|花木|物业|家政|搬家|运输|物流|快递|停车|汽车|机械|"
    r"设备|设施|安装|维修|检测|鉴定|评估|造价|招标|咨询|设计|监理|测绘|会计|审计|税务|律师|法律|管理|服务|贸易|商贸|日杂|百货|"
    r"便利|餐饮|食品|家具|灯具|照明|电缆|线缆|门业|锁业|制品|回收|再生资源|租赁|经营|发展|实业|产业|工贸|生活|小吃|早餐|水果|蔬菜|粮油|"
    r"饭店|酒店|宾馆|药业|医药|美容|理发|洗衣|教育|培训|体育|健身|摄影|家电){0,4}"
)
_FORM: Final = (
    r"(?:(?:股份)?有限(?:责任)?公司|股份公司|公司|集团|工厂|加工厂|电器厂|厂|商店|专卖店|商行|商场|超市|经营部|服务部|营业部|门市部|"
    r"维修部|工程部|工程队|维修店|饭店|酒店|宾馆|旅馆|饭馆|餐厅|面馆|诊所|幼儿园|修理厂|店|中心|"
    r"事务所|工作室|合作社|设计院|研究院)(?:[一-鿿]{2,3}分公司|分公司)?"
)
_REST: Final = rf"{_TRADE}{_FORM}(?=、|$|[（(])"


def without_firms(payee: str, names: Iterable[str]) -> str:
    """Take the firms called after somebody out of the name of a payee; whoever else stands in it stays.

    Args:
        payee: as it is to be shown; several stand apart by 、.
        names: owners' names.

    Examples:
        >>> without_firms("王建国电器有限公司、王建国", {"王建国"})
        '#、王建国'
        >>> without_firms("王建国代付物业", {"王建国"})
        '王建国代付物业'
    """
    called = [re.escape(name) for name in names if name in payee]
    if not called:
        return payee
    return re.sub(rf"(?:(?<=、)|^){_PLACE}(?:{'|'.join(called)}){_REST}", "#", payee)


def firms_in(payee: str, names: Iterable[str]) -> frozenset[str]:
    """List the firms of a payee that are called after somebody, and so may be named in any words.

    Examples:
        >>> firms_in("浙江华安电梯公司", {"华安"})
        frozenset({'浙江华安电梯公司'})
        >>> firms_in("王建国业委会", {"王建国"})
        frozenset()
    """
    called = set(names)
    pieces = (re.split(r"[（(]", piece)[0] for piece in payee.split("、"))
    return frozenset(piece for piece in pieces if without_firms(piece, called) == "#")
