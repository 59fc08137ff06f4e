"""Events stored, matched to steps, and made into visits and timed numbers.

Whatever way events come in, what follows from them equals a fresh computation from all
of them: cases whose events become others are worked out anew in the same transaction.
"""
