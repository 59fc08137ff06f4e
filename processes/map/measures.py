"""How large things on the map are, in units of 1/16 rem.

So the drawing grows with the reader's font. The same numbers, as rem, are in
`static/css/components/map.css`: change both together.
"""

LABEL_WIDTH = 128
EDGE = 10  # between a lane's label, or the end of the map, and an event
EVENT_WIDTH = 72
EVENT_RADIUS = 16
EVENT_GAP = 20  # between an event and the card beside it
CARD_WIDTH = 216
CARD_HEIGHT = 156
GAP = 48
LANE_HEIGHT = 188
TAG_WIDTH = 200
TAG_HEIGHT = 26
SPARE = (LANE_HEIGHT - CARD_HEIGHT) // 2  # above and below a card in its lane

FIRST_CARD = LABEL_WIDTH + EDGE + EVENT_WIDTH + EVENT_GAP

# Room for names, where their letters are placed one by one.
LABEL_PADDING = 14
NAME_GAP = 6  # between an event and its name
NAME_WIDTH = 88
NAME_HEIGHT = 70

# Of a strip alone.
STRIP_COLUMNS = 4  # on A4 or Letter, lying, with letters of about 7 points
LOW_LANE_HEIGHT = 36  # of a lane in which the strip shows no step
LOW_LABEL_PADDING = 9
MARK_WIDTH = 54
MARK_HEIGHT = 24
TAG_CLEARANCE = 8  # between a tag and the mark, so that the arrow's head is free
