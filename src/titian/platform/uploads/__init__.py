"""Documents people send: checked by their content, written anew, sealed in files of our own.

Owns the rows that tell which file is whose; announces nothing. Parses strangers' files only in a
process of its own with little memory and time. Stands on jobs and db. Who may open a document is
decided by the package that asked for it, which also records each look.
"""
