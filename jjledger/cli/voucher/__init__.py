"""The group `jjledger voucher`: parsing and printing alone."""
