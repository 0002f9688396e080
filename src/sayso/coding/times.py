"""Find when things happened: the times a report names, and the one that belongs to an event.

`time_words` gives words their classes, `time_rules` lists the phrases, `time_readings` reads their values,
`time_tagger` finds them in a report, and `event_times` picks the one an event's trigger stands with (`time_bonds`),
as wide as its range (`time_ranges`).
"""

from sayso.coding.event_times import time_of_event
from sayso.coding.time_tagger import TimeMention, find_times

__all__ = ["TimeMention", "find_times", "time_of_event"]
