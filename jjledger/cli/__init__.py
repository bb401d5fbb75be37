"""The command line: words in, words out. Whatever a workflow could do is not done here."""
