"""Whom outreach reached: rates, shares, equity curve, groups and rhythm, from a log that is a full count of what was recorded.

An interval says what chance alone could explain if such a programme were run again. It says nothing of what was not
recorded. The independent unit is the *cluster*: a series of recurring sessions, or a single session that belongs to none.
"""
