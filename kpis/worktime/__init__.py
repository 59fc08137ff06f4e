"""Working calendars: how much working time passed, and when so much will have. Pure.

One rule settles every change of the clock: time is worked while the clock on the wall
in the calendar's zone shows a moment inside a window. So a window 00:00–24:00 lasts 25
hours on the Sunday that has them; what the clock skips is not worked; what it shows
twice is worked twice; and a window whose end the clock skips ends where it jumps.

A window belongs to the day it begins on, all of it: Friday's 22:00–06:00 is Friday's
work, on Saturday morning too. A holiday takes away the windows that begin on it, and
not the night before that runs into it: whoever came to work on Friday evening goes home
in the morning. A special day has its own windows, holiday or not.
"""

from kpis.worktime.calendar import WorkingCalendar
from kpis.worktime.timeline import NoTimeLeft

__all__ = ["NoTimeLeft", "WorkingCalendar"]
