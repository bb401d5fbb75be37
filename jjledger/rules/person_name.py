"""Telling one person from another by how they are written: blanks, dots and full-width signs make no difference."""

from __future__ import annotations

import unicodedata


def person_key(name: str) -> str:
    """Write a person's name or number so that it is equal however it was typed.

    What stands in brackets stays: 会计（一） and 会计（二） are two.

    Args:
        name: as somebody wrote it.

    Examples:
        >>> person_key("张　三"), person_key("Ｌｉ·1"), person_key("会计（一）") == person_key("会计(二)")
        ('张三', 'li1', False)
    """
    whole = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in whole if sign.isalnum()) or whole.strip()
