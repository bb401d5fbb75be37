"""`jjledger fund …`: one file an event; they parse and print, and change nothing unless asked to write."""
