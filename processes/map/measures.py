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
