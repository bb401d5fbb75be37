"""Http: the published site, and Fava behind a guard.

What lives here: which request gets which answer, and the hosts that hold Fava.
What must not: how pages and figures are computed, and anything written into a ledger.
"""
