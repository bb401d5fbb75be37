"""Who sits at the desk, as the browser keeps it."""

import pytest
from werkzeug import Response

from jjledger.serve.desk.names import Names, fit_name, keep_names, names_in


def cookie(names: Names) -> str:
    response = Response()
    keep_names(response, names)
    return response.headers["Set-Cookie"]


def test_names_come_back_as_they_went() -> None:
    names = Names("李会计", "O'Neil; x=y")
    value = cookie(names).split("=", 1)[1].split(";")[0]
    assert names_in({"jjledger-names": value}) == names


def test_no_script_and_no_other_site_gets_at_them_and_they_go_with_the_browser() -> None:
    kept = cookie(Names("甲", "乙"))
    assert "HttpOnly" in kept
    assert "SameSite=Strict" in kept
    assert "Expires" not in kept
    assert "Max-Age" not in kept


@pytest.mark.parametrize(
    "value", ["", "x", "%5B%5D", "[1,2]", '["甲"]', "null", '{"a":1}', '["甲","乙","丙"]', "%ff"]
)
def test_what_is_no_pair_of_names_is_none(value: str) -> None:
    assert names_in({"jjledger-names": value}) == Names()


@pytest.mark.parametrize("text", ["甲\n乙", "甲\x00", "长" * 31])
def test_a_name_fits_on_a_line(text: str) -> None:
    assert fit_name(text) == ""
