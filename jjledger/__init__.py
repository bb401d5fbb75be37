"""jjledger: community books in beancount, exact household shares, published disclosures.

What lives here: nothing but the version. The packages are floors; `docs/architecture.md`
walks through them in the order in which the data flows.
"""

__version__ = "0.1.0"
