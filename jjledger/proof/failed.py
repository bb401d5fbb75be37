"""Why a proof does not hold: one code a check, the same in the program and on the page, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FAILURES: Final[Mapping[str, str]] = {
    # numbers and bytes
    "hash": "哈希不是 32 字节",
    "base64": "base64 的写法不对",
    "amount": "金额不是 0 到 9007199254740991 之间的整数",
    # trees
    "index": "序号超出了范围",
    "sizes": "以前的登记册是空的，或者比现在的还长",
    "long": "证明太长",
    "short": "证明太短",
    "root": "算出来的根不是公布的根",
    "old-root": "接不上以前的根：公布过的内容被换过",
    # the coin line
    "interval": "这一段钱不在总额之内",
    "line-root": "算出来的钱线根不是公布的根",
    # signed notes
    "note-large": "签名文件超过 64 KiB",
    "note-text": "签名文件不是 UTF-8 文字",
    "note-control": "签名文件里有看不见的控制字符",
    "note-end": "签名文件没有以换行结束",
    "note-form": "签名文件不是“正文、空行、签名”的写法",
    "note-many": "签名超过 64 行",
    "key": "公钥的写法不对",
    "keys": "两把不同的公钥名称和编号都相同",
    "signature": "签名是假的",
    "unsigned": "没有认得的签名",
    # checkpoints
    "policy": "验证所依据的公钥和见证人数自相矛盾",
    "checkpoint": "登记册签章的写法不对",
    "origin": "这不是所信的那本公示登记册",
    "log-unsigned": "没有公示登记册自己的签名",
    "quorum": "见证人不够",
    # files of the log
    "tile": "哈希文件的长度不对",
    "tile-hashes": "哈希文件和内容对不上",
    "bundle": "内容文件的长度不对",
    # texts with a proof
    "proof-text": "入册证明的写法不对",
    "request": "见证请求的写法不对",
    "known-size": "见证人见过的登记册不是这个长度",
    # statements
    "statement": "对账单的写法不对",
    "statement-both": "对账单上既有余额又有欠款",
    "statement-sum": "对账单加减不平",
    # manifests
    "manifest": "公布清单的写法不对",
    "line-total": "公布的合计不等于钱线的长度",
    "total-sum": "公布的合计加减不平",
    "total-bank": "各户的钱加上其他各项，与存放的钱对不上",
    # packs
    "pack": "核对包的写法不对",
    "room": "这不是您家的对账单",
    "other-community": "对账单和公布清单不是同一个小区",
    "other-period": "对账单和公布清单不是同一期",
    "other-fund": "公布清单里没有这笔资金",
    "lines": "钱线的证明和对账单上的金额对不上",
    # QR codes
    "code": "二维码里的内容写法不对",
    # entries of the log
    "entry": "登记的写法不对",
    "genesis": "第 0 条不是开册登记，或者开册登记不在第 0 条",
    "no-disclosure": "所指的那一条不是公布清单",
    "home": "同一本登记册里的小区不在同一个网址下",
    "twice": "同一份公布的这一件事登记了两次",
    "closed": "同一个月登记了两次结账，中间没有登记打开",
    "beacon": "抽样用的数不是公布时写明的那一个，或者和先前登记的不同",
    "replaces": "没有说明取代正在有效的那一份公布",
    "edition": "版次没有接着上一版",
    # the register of rooms
    "register": "房屋名录的写法不对",
    "register-twice": "房屋名录里同一户出现两次",
    "register-order": "房屋名录没有按房号排列",
    "register-file": "这不是公布清单所指的房屋名录",
    "register-count": "房屋名录的户数和公布清单不同",
    "register-root": "房屋名录和公布清单的印记对不上",
    "register-row": "房屋名录里这一户的印记不是这份对账单的",
}


class ProofError(Exception):
    """A proof that does not hold."""

    def __init__(self, code: str, about: str = "") -> None:
        """Name the check that failed.

        Args:
            code: a key of FAILURES.
            about: whose signature or which file it is, where there are several.
        """
        self.code = code
        self.about = about
        super().__init__(f"{FAILURES[code]}：{about}" if about else FAILURES[code])

    def __reduce__(self) -> tuple[type[ProofError], tuple[str, str]]:
        """Pass from one process to another."""
        return type(self), (self.code, self.about)


def demand(holds: bool, code: str, about: str = "") -> None:  # noqa: FBT001 - a condition
    """Go on only where a condition holds.

    Raises:
        ProofError: it does not.
    """
    if not holds:
        raise ProofError(code, about)
