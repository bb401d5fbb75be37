"""The commands `jjledger revenue …`: they parse and print, and compute nothing."""
