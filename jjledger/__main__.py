"""`python -m jjledger`: the same as the program `jjledger`, where its folder is not on the path."""

from jjledger.cli.main import main

main()
