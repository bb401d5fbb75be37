"""Putting witnesses' signatures into the log, from files or straight from a witness that answers over HTTP.

What lives here: opening the log for it, and the conversation. What must not: what a witness looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from jjledger.errors import LogError, Trouble
from jjledger.facts.community import District
from jjledger.proof import witness
from jjledger.store.kept_log import KeptLog
from jjledger.store.keys import log_key
from jjledger.store.log import Log, open_log
from jjledger.store.system import System
from jjledger.workflows.log_place import log_folder
from jjledger.workflows.log_wire import Answered, post_request
from jjledger.workflows.log_witness import key_changes, request_for
from jjledger.workflows.log_words import lacking_words
from jjledger.workflows.public_log import find_log, log_of

_EVIDENCE: Final = "请留存见证人的话。多半是见证人那边的网站还没有更新；如果登记册换过，请恢复原来的一本。"
_AGAIN: Final = "网站上要再运行一次 jjledger publish 才看得到。"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What became of witnesses' signatures."""

    size: int  # of the checkpoint they are under
    words: str


def add_answers(path: Path, answers: Sequence[bytes], system: System) -> Cosigned:
    """Put witnesses' lines under the checkpoint they are of.

    Args:
        path: a community or a district.
        answers: lines as witnesses gave them.
        system: the machine.

    Raises:
        LogError: a line is not a known witness's over a checkpoint of this log.
        StoreError: there is no key, or the disk refused.
    """
    find_log(path, system)  # there is one
    home, district = log_of(path, system)
    key = log_key(home, district.origin, system)
    with open_log(log_folder(home), key, b"", system) as log:
        return _added(log, answers, district)


def ask_witness(path: Path, address: str, system: System) -> Cosigned:
    """Ask a witness over HTTP, and put its line into the log.

    Args:
        path: a community or a district.
        address: of the witness.
        system: the machine.

    Raises:
        LogError: it refused; the message has its words.
        OptionError: nobody answers there.
    """
    kept = find_log(path, system).kept
    answered = _first_answer(kept, address)
    if answered.status == HTTPStatus.CONFLICT and answered.body.strip().isdigit():
        answered = post_request(address, request_for(kept, int(answered.body)))
    if answered.status == HTTPStatus.CONFLICT:
        words = f"它在共 {answered.body.decode('utf-8', 'replace').strip()} 条时签过的，不是这里的登记册。"
        raise LogError(Trouble(address, f"见证人没有签名：{words}", _EVIDENCE))
    if answered.status != HTTPStatus.OK:
        words = answered.body.decode("utf-8", "replace").strip()
        raise LogError(Trouble(address, f"见证人没有签名（{answered.status}）：{words}", _EVIDENCE))
    cosigned = add_answers(path, [answered.body], system)
    return cosigned if cosigned.size == kept.size else ask_witness(path, address, system)


def _first_answer(kept: KeptLog, address: str) -> Answered:
    """Ask as if the witness had never signed; one that knows an older key of the log is asked by a checkpoint of it."""
    answered = post_request(address, request_for(kept, 0))
    for size in reversed(key_changes(kept)):
        if answered.status != HTTPStatus.FORBIDDEN:
            break
        answered = post_request(address, witness.Request(0, (), kept.checkpoint_at(size)).data())
    return answered


def _added(log: Log, answers: Sequence[bytes], district: District) -> Cosigned:
    policy = district.policy(log.key)
    size = log.cosign(answers, policy)
    opened = log.compare(log.checkpoint_at(size), policy)
    names = "、".join(district.log.names()[signer.key] for signer in opened.witnesses)
    words = f"到第 {size - 1} 条的登记册，见证人有：{names}。{lacking_words(opened.lacking, policy)}"
    return Cosigned(size, words + _AGAIN)
