"""`jjledger audit`: questions asked of the books, the report, and what an auditor takes away."""
