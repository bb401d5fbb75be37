"""A public book that asks for more than to be read is refused before Fava loads it."""

import pytest

from jjledger.serve.book_vetting import UnfitBookError, vet
from tests.small_sites import BOOK

DAY = "2025-01-01"


def test_a_public_book_is_fit() -> None:
    vet(BOOK)


@pytest.mark.parametrize(("line", "named"), [
    ('include "/etc/passwd"', "include"),
    ('include "*.beancount"', "include"),
    ('plugin "os"', "plugin"),
    ('option "documents" "/etc"', "documents"),
    ('option "insert_pythonpath" "TRUE"', "insert_pythonpath"),
    (f'{DAY} document Assets:3公共收益:1001银行存款:1234建行 "/etc/passwd"', "document"),
    (f'{DAY} custom "fava-extension" "antigravity"', "fava-extension antigravity"),
    (f'{DAY} custom "fava-option" "import-config" "run.py"', "import-config"),
    (f'{DAY} custom "fava-option" "import_config" "run.py"', "import-config"),
    (f'{DAY} custom "fava-option" "import-dirs" "/"', "import-dirs"),
    (f'{DAY} custom "fava-option" "default-file" "/etc/passwd"', "default-file"),
    (f'{DAY} custom "fava-option" "insert-entry" ".*"', "insert-entry"),
])  # fmt: skip
def test_a_book_that_wants_more_is_not(line: str, named: str) -> None:
    with pytest.raises(UnfitBookError, match=named):
        vet(f"{BOOK}\n{line}\n")


def test_harmless_settings_of_fava_pass() -> None:
    vet(f'{BOOK}\n{DAY} custom "fava-option" "language" "zh"\n{DAY} custom "fava-sidebar-link" "甲" "/"\n')
