"""Fava's fault with addresses, closed: no application answers with another's."""

import re
from functools import lru_cache
from pathlib import Path

import fava.application
import flask
import pytest
from fava.core import FavaLedger
from flask import Flask
from werkzeug import Request
from werkzeug.test import EnvironBuilder

from jjledger.serve.fava_application import Address, OneLedger, ask, fava_of
from tests.small_sites import BOOK, write


def mounted_twice(folder: Path) -> dict[str, Flask]:
    """Make two applications that are alike but for where they will be mounted."""
    ledger = FavaLedger(str(write(folder, "book.beancount", BOOK)), poll_watcher=True)
    return {mount: fava_of("book", ledger, read_only=True) for mount in ("/jia", "/yi")}


def leaked_addresses(mounted: dict[str, Flask]) -> set[str]:
    """Ask each in turn and collect the addresses of the other."""
    leaked = set()
    for mount, application in mounted.items():
        for path in ("/book/", "/book/balance_sheet/", "/book/account/Assets:3公共收益/"):
            response = ask(application, Request(EnvironBuilder().get_environ()), Address(mount, path, ""))
            told = response.get_data(as_text=True) + response.headers.get("Location", "")
            leaked |= {
                address for address in re.findall(r"/jia/|/yi/", told) if not address.startswith(mount)
            }
    return leaked


def test_no_application_answers_with_anothers_address(tmp_path: Path) -> None:
    assert leaked_addresses(mounted_twice(tmp_path)) == set()


def test_favas_own_cache_would_make_one_do_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted = mounted_twice(tmp_path)
    monkeypatch.setattr(fava.application, "_cached_url_for", lru_cache(2048)(flask.url_for))
    assert leaked_addresses(mounted) == {"/jia/"}


def test_a_ledger_goes_by_its_code_and_no_other(tmp_path: Path) -> None:
    ledger = FavaLedger(str(write(tmp_path, "book.beancount", BOOK)), poll_watcher=True)
    one = OneLedger("jia", ledger)
    assert one.first_slug() == "jia"
    assert one["jia"] is ledger
    with pytest.raises(KeyError):
        one["同名小区"]


def test_filters_go_through_as_they_were_asked(tmp_path: Path) -> None:
    ledger = FavaLedger(str(write(tmp_path, "book.beancount", BOOK)), poll_watcher=True)
    application = fava_of("jia", ledger, read_only=True)
    request = Request(EnvironBuilder(query_string="filter=%E5%81%9C%E8%BD%A6").get_environ())
    address = Address("", "/jia/api/journal", request.query_string.decode())
    assert [entry["payee"] for entry in ask(application, request, address).json["data"]] == ["某物业公司"]
