"""Dated parameters of the law, each with the article that sets it.

The numbers lie as TOML under `data/`, by level; this package reads and refuses them and
answers one question: what held here on that day, and by which words. It computes nothing
from a parameter; that is what `rules` is for.
"""

from jjledger.law.community import Law, Ruling, for_community
from jjledger.law.statutes import Statutes, load

__all__ = ["Law", "Ruling", "Statutes", "for_community", "load"]
