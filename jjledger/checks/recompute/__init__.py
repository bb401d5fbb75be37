"""Interest, shares and closing balances worked out a second time, slowly, in whole numbers and by hand's steps.

What lives here: one household, one leg, one day at a time, from the books alone. What must not: anything of
`jjledger.rules`, which this is held against, nor its ways of reckoning with arrays.
"""
