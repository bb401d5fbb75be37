"""What is shown, already in words: frozen view models and the rules that make them.

A view model names no file format and knows no HTML. Amounts are fen, so that JSON and
print share one exact figure; every other value is text as a resident reads it.
"""
