"""In whose name a bank account is kept: every community has its own account."""

from __future__ import annotations

from jjledger.facts.community import Community
from jjledger.rules.proposals import plain_name


def holder_fits(community: Community, account: str, holder: str) -> bool:
    """Say whether a statement is of an account in the community's own name.

    Args:
        community: with what it says of its bank accounts.
        account: last part of the account's name.
        holder: as the statement has it; "" says nothing and is not held against it.

    Source: 台州市物业管理条例 第45条; R31.
    """
    said = next((bank.holder for bank in community.banks if bank.account == account), None)
    if not holder:
        return True
    if said is not None:
        return plain_name(said) == plain_name(holder)
    return plain_name(community.name) in plain_name(holder)
