"""The door before Django: presses that come at the same moment are decided together.

It takes only what it knows for sure: a plain form with a good token, of somebody signed in, at
one of a few addresses. All else goes to Django as it came. What was decided goes to Django too,
to be answered by the page it is of; only an answer without any words, a plain "go there", is
given from here, with the headers Django gave to the first one like it.
"""
