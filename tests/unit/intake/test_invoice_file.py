"""Electronic invoices as tax offices and sellers hand them out, and as nobody should."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from typing import Final

import pytest

from jjledger.errors import SheetError
from jjledger.facts.invoice import Invoice
from jjledger.intake.invoice_file import read_invoice

# Laid out as the 数电发票 XML of the tax office: what is asked for stands among much else.
DIGITAL: Final = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>25332000000012345678</EIid><EInvoiceTag>SWEI3200</EInvoiceTag></Header>
<EInvoiceData><SellerInformation><SellerIdNum>91330000000000000X</SellerIdNum><SellerName>某电梯（浙江）公司</SellerName></SellerInformation>
<BuyerInformation><BuyerName>示范小区业主委员会</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>1132.08</TotalAmWithoutTax><TotalTaxAm>67.92</TotalTaxAm>
<TotalTax-includedAmount>1200.00</TotalTax-includedAmount><RequestTime>2025-03-18 10:02:03</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*维修*曳引机</ItemName><Amount>1132.08</Amount></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>25332000000012345678</InvoiceNumber><IssueTime>2025-03-18</IssueTime></TaxSupervisionInfo></EInvoice>
"""
OLD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<fp:eInvoice xmlns:fp="http://example.invalid/e-invoice"><fp:InvoiceCode>033002200111</fp:InvoiceCode><fp:InvoiceNo>00123456</fp:InvoiceNo>
<fp:IssueDate>2022年08月05日</fp:IssueDate><fp:Buyer><fp:BuyerName>示范小区</fp:BuyerName></fp:Buyer>
<fp:TaxInclusiveTotalAmount>1,130.5</fp:TaxInclusiveTotalAmount><fp:Seller><fp:SellerName>某公司</fp:SellerName></fp:Seller></fp:eInvoice>
"""
CUSTOM: Final = """<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>
<ofd:CustomData Name="发票号码">25332000000012345678</ofd:CustomData><ofd:CustomData Name="开票日期">20250318</ofd:CustomData>
<ofd:CustomData Name="合计金额">1132.08</ofd:CustomData><ofd:CustomData Name="合计税额">67.92</ofd:CustomData>
</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"""
READ: Final = Invoice(
    "25332000000012345678", 120000, "某电梯（浙江）公司", "示范小区业主委员会", date(2025, 3, 18), "数电发票 XML"
)  # fmt: skip


def packed(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"Doc_0/{name}.xml", text)
    return out.getvalue()


def test_the_xml_of_the_tax_office() -> None:
    assert read_invoice("a.xml", DIGITAL.encode()) == READ


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_whatever_the_encoding_and_whatever_the_file_says_of_it(encoding: str) -> None:
    assert read_invoice("a.xml", DIGITAL.encode(encoding)) == READ
    assert read_invoice("a.xml", DIGITAL.replace("UTF-8", "GBK").encode(encoding)) == READ


def test_an_old_invoice_has_its_code_before_its_number() -> None:
    found = read_invoice("a.ofd", packed(original_invoice=OLD, Content="<a><b>12</b></a>"))
    assert found == Invoice(
        "03300220011100123456", 113050, "某公司", "示范小区", date(2022, 8, 5), "电子发票 OFD 附件"
    )


def test_an_ofd_with_its_own_data_alone_gives_the_total_with_tax() -> None:
    found = read_invoice("a.ofd", packed(OFD=CUSTOM))
    assert found == Invoice("25332000000012345678", 120000, "", "", date(2025, 3, 18), "OFD 自定义数据")


def test_the_attachment_tells_more_than_the_ofd_itself() -> None:
    assert read_invoice("a.ofd", packed(OFD=CUSTOM, invoice=DIGITAL)) == READ
    assert read_invoice("a.ofd", packed(invoice=DIGITAL, OFD=CUSTOM)) == READ


ENTITIES: Final = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
BOMB: Final = DIGITAL.replace(
    "<EInvoice>", f'<!DOCTYPE x [<!ENTITY b0 "bbbb">{ENTITIES}]><EInvoice>', 1
).replace("某电梯", "&b9;")
OUTSIDE: Final = DIGITAL.replace(
    "<EInvoice>", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><EInvoice>', 1
).replace("某电梯", "&f;")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (BOMB.encode(), "实体定义"),
        (OUTSIDE.encode(), "实体定义"),
        (BOMB.encode("utf-16"), "实体定义"),
        (packed(invoice=BOMB), "实体定义"),
        (packed(invoice="<a>" + " " * 60_000_000), "太大"),
        (packed(invoice="<a>" + " " * 5_000_000), "MB"),
        (packed(**{f"p{n}": "" for n in range(2001)}), "2001 个文件"),
        (b"<a>" * 100, "层次"),
        (b"<a>" + b"<b/>" * 200_001 + b"</a>", "元素太多"),
        (DIGITAL[:700].encode(), "读不成 XML"),
        (packed(invoice=DIGITAL)[:300], "打不开"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x80\x00\xff", "不是文本"),
        (b"number,total\n", "读不成 XML"),
        (b"<a><b>1</b></a>", "没有找到发票号码"),
        (packed(invoice=DIGITAL, other=DIGITAL.replace("12345678<", "12345679<")), "2 个不同的发票号码"),
        (f"<all>{DIGITAL[39:]}{DIGITAL[39:].replace('1200.00', '1300.00')}</all>".encode(), "2 个不同的价税合计"),
        (DIGITAL.replace("1200.00", "1200.005").encode(), "读不成至多两位小数"),
        (DIGITAL.replace("1200.00", "1e3").encode(), "读不成至多两位小数"),
        (DIGITAL.replace("1200.00", "-1200.00").encode(), "红字发票"),
        (DIGITAL.replace("<InvoiceNumber>2533", "<InvoiceNumber>A533").encode(), "不是数字"),
    ],
)  # fmt: skip
def test_what_is_no_invoice_is_refused_with_words(data: bytes, word: str) -> None:
    with pytest.raises(SheetError) as told:
        read_invoice("发票.xml", data)
    assert word in str(told.value)
    assert "发票.xml" in str(told.value)
    assert all(trouble.remedy for trouble in told.value.troubles)


@pytest.mark.parametrize("seed", range(10))
def test_damaged_files_are_refused_or_read_right(seed: int) -> None:
    """Mutate 3,000 files: none is a traceback, and what is read has a number and an exact total."""
    chance = random.Random(seed)  # noqa: S311 -- a test that can be run again
    whole = [DIGITAL.encode(), OLD.encode("gb18030"), packed(OFD=CUSTOM, invoice=DIGITAL)]
    for _ in range(300):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) or 1)
            data = data or bytearray(b"<")
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 200)]
                case _:
                    data = data[: max(at, 20)]
        try:
            found = read_invoice("a.xml", bytes(data))
        except SheetError:
            continue
        assert found.number.isdigit()
        assert found.total_fen is not None
        assert found.total_fen > 0
