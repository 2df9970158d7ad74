"""The decision record as a document: `record` says what it holds, `blocks` in what order, `word` and `paper` write it.

Both files carry the same words, and the same record makes the same bytes.
"""
