"""Persons are masked, organisations are not, and private numbers and rooms are found in any spelling."""

from __future__ import annotations

import pytest

from jjledger.disclosure.masking import Hit, is_clean, is_public_name, mask_payee, scan

PERSONS = [
    "张三",
    "王小明",
    "李建社",  # given names that end like a shop, a bank, a place
    "刘德行",
    "陈志会",
    "张中行",
    "王工行",
    "赵信行",
    "吴村店",
    "欧阳修",
    "司马相如",
    "诸葛大名",
    "尉迟恭",
    "阿卜杜拉·买买提",
    "买买提・吐尔逊",
    "古丽米热·阿不都热依木会",
    "迪丽热巴",
    "John Smith",
    "Mary-Jane O'Neil",
    "山田太郎",
    "李师傅",
    "老王水电",
    "电梯公司李经理",
    "张三夫妇",
    "张三和李建社",
    "张三与王知行",
    "张三及子张小社",
    "张三等5户业主",
    "业主张三",
    "个体户张三",
    "张三（个体工商户）",
    "张三(建设银行)",
    "张三一家",
    "01-1-101张三",
    "物业费张三",
    "张 三",
    "王建国代付物业",  # who pays or collects for an organisation is none
    "王建国转示例公司",
    "张三退电梯公司",
    "业主李四交物业公司",
    "欧阳修代收物业",
    "阿卜杜拉代付物业",
]
ORGANISATIONS = [
    "某电梯公司",
    "浙江华安电梯有限公司",
    "浙江华安电梯有限公司台州分公司",
    "示例和畅物业公司",
    "建设银行",
    "建行",
    "中国建设银行股份有限公司台州椒江支行",
    "样例农商行",
    "中国移动",
    "中国铁塔",
    "国网浙江省电力有限公司椒江供电局",
    "椒江区税务局",
    "张三五金店",  # a shop's own name, even where it is its keeper's
    "利民建材店",
    "阿明水电维修部",
    "红旗小学",
    "天平会计师事务所",
    "某小区业主大会",
    "某售房单位",
    "某小区业委会",
    "幸福社区居委会",
    "全体业主",
    "两户业主",
    "各商户",
    "本幢业主",
    "临停车辆",
    "广告公司（椒江）",
    "金华交投集团",
    "上海交通大学",
    "江南废品回收站",
    "余姚转运公司",
    "中国银行代收专户管理中心",
    "代收代付服务中心",
]


@pytest.mark.parametrize("name", PERSONS)
def test_no_person_stays_readable(name: str) -> None:
    assert not is_public_name(name)
    masked = mask_payee(name)
    for word in masked.split("、"):
        assert len(word) == 2
        assert word.endswith("*")
    assert name not in masked


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_organisations_and_owners_together_stay(name: str) -> None:
    assert is_public_name(name)


@pytest.mark.parametrize(
    ("payee", "masked"),
    [
        ("张三", "张*"),
        ("张三、李四", "张*、李*"),
        ("张三 李四", "张*、李*"),
        ("张三/李建社；王五，赵六", "张*、李*、王*、赵*"),
        ("张三&李四", "张*、李*"),
        ("张三-建设银行", "张*、建设银行"),
        ("建设银行：张三", "建设银行、张*"),
        ("李四、全体业主", "李*、全体业主"),
        ("建设银行（张三）", "建设银行"),
        ("某广告公司（张三代收）", "某广告公司"),
        ("华安电梯公司（台州分公司）", "华安电梯公司（台州分公司）"),
        ("全体业主（李四代收）", "全体业主"),
        ("张三（华安电梯公司）", "张*"),
        ("欧阳修", "欧*"),
        ("John Smith", "J*"),
        ("Ａ公司", "Ａ公司"),
        ("某公司", "某公司"),
        (" 张三 ", "张*"),
        ("", ""),
        ("、", ""),
    ],
)
def test_payees_are_masked_one_by_one(payee: str, masked: str) -> None:
    assert mask_payee(payee) == masked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("电话13800138000", "手机号"),
        ("138 0013 8000", "手机号"),
        ("138-0013-8000", "手机号"),
        ("+86 13800138000", "手机号"),
        ("１３８００１３８０００", "手机号"),
        ("一三八〇〇一三八〇〇〇", "手机号"),
        ("1 3 8 0 0 1 3 8 0 0 0", "手机号"),
        ("1-3-8-0-0-1-3-8-0-0-0", "手机号"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "手机号"),
        ("流水号 4242424242424242", "银行账号"),  # ends in a card's check digit
        ("流水号 331002199001011234", "身份证号"),
        ("138\u200b0013\u200b8000", "手机号"),
        ("0576-88881234", "固定电话"),
        ("(0576)88881234", "固定电话"),
        ("热线 88881234", "固定电话"),
        ("331002199001011234", "身份证号"),
        ("33100219900101123X", "身份证号"),
        ("331002 19900101 123x", "身份证号"),
        ("331002900101123", "身份证号"),
        ("6222021207001234567", "银行账号"),
        ("6222 0212 0700 1234", "银行账号"),
        ("6222-0212-0700-1234-567", "银行账号"),
        ("账号 19910101040012345", "银行账号"),
    ],
)
def test_numbers_of_persons_are_found(text: str, kind: str) -> None:
    assert [hit.kind for hit in scan(text)] == [kind]
    assert [hit.kind for hit in scan(f"退款，{text}，收讫")] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "12,345.67 元 × 89.52 ÷ 447.40 m²",
        "13800138000.00 元",
        "13800138000元",
        "13,800,138,000.00",
        "发票号码：15012345678",
        "流水号 4242424242424241",
        "合同编号 13912345678",
        "26332000000012345678",  # an electronic invoice's 20 digits
        "1 2 3 4 5 6",
        "2025-03-05 1 2 3",
        "2025年3月5日至2025年6月30日",
        "20250305 20250630",
        "20250305123045",
        "付-0012、收-0001",
        "2025-03-F0012",
        "a3f5" * 16,
        "3幢2单元屋面维修，36 户",
        "公司 1234建行",
        "88881234",
        "2024 2025 2026",
        "",
    ],
)
def test_amounts_days_and_numbers_of_vouchers_are_no_hits(text: str) -> None:
    assert scan(text) == ()


NAMES = frozenset({"张三", "古丽·买买提", "01-1-101", "03-2-501", "12-1-1201", "A-1-302"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张三家漏水", "张三"),
        ("张 三", "张三"),
        ("退 张 三 押金", "张三"),
        ("张\u3000三先生", "张三"),
        ("张·三女士", "张三"),
        ("付张三先生", "张三"),
        ("古丽·买买提", "古丽·买买提"),
        ("01-1-101 室", "01-1-101"),
        ("1-1-101", "1-1-101"),
        ("3幢2单元501室卫生间", "3幢2单元501"),
        ("03幢2单元0501", "03幢2单元0501"),
        ("3号楼501室", "3号楼501"),
        ("3 幢 2 单元 501 室", "3 幢 2 单元 501"),
        ("三幢二单元五〇一室", "3幢2单元501"),
        ("3栋2-501", "3栋2-501"),
        ("12幢1201号", "12幢1201"),
        ("A幢302室", "A幢302"),
        ("３幢５０１室", "3幢501"),
    ],
)
def test_names_and_rooms_are_found_however_they_are_spelled(text: str, found: str) -> None:
    kind = "房号" if any(sign.isdigit() for sign in found) else "姓名"
    assert scan(text, NAMES) == (Hit(kind, found),)


@pytest.mark.parametrize(
    "text",
    [
        "3幢2单元502室",  # nobody's: leased common premises
        "3幢1单元501室",
        "01-1-1011",
        "101-1-101",
        "12幢36户",
        "3幢501.20元",
        "3幢501元",
        "3幢2单元",
        "2025-03-05 付-0501",
        "开张 三日",  # two words that meet
        "铺张 三月底",
    ],
)
def test_other_rooms_and_pieces_of_longer_numbers_are_not(text: str) -> None:
    assert scan(text, NAMES) == ()


def test_many_texts_are_clean_together_or_not() -> None:
    assert is_clean(["更换曳引机", "第一季度结息"], NAMES)
    assert not is_clean(["更换曳引机", "张三"], NAMES)
    assert not is_clean(["1380013", "退 138 0013 8000"])


def test_names_do_not_reach_across_texts() -> None:
    assert is_clean(["张", "三"], NAMES)


def test_one_letter_is_no_name() -> None:
    assert scan("张师傅", frozenset({"张"})) == ()
