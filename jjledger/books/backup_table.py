"""Read `[backup]` of community.toml or district.toml: who can open the backups of private files."""

from __future__ import annotations

from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.community import BackupSettings

_RECIPIENT: Final = '请写 jjledger owners key 打印的公钥，例如 recipients = ["age1…"]。'


def read_backup(top: Table) -> BackupSettings:
    """Read for whom private files are encrypted, and where to.

    Args:
        top: the file.

    Raises:
        CommunityFileError: a key is unknown, or a recipient is no public key.
    """
    table = top.table("backup")
    if table is None:
        return BackupSettings()
    recipients = table.get("recipients", list, [])
    for text in recipients:
        if not isinstance(text, str) or not text.startswith("age1"):
            secret = "这是私钥，绝不能写在这里。" if str(text).startswith("AGE-SECRET-KEY") else ""
            raise table.refuse("recipients", f"recipients 里有一项不是 age 的公钥。{secret}", _RECIPIENT)
    settings = BackupSettings(tuple(recipients), table.get("folder", str, ""))
    table.close()
    return settings
