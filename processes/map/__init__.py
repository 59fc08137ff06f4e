"""Where things stand on the map: a lane a role, a column a step, and wires between."""

from processes.map.drawing import Drawing, Kind, Place, Tag, Wire, draw
from processes.map.measures import CARD_HEIGHT, CARD_WIDTH

__all__ = [
    "CARD_HEIGHT",
    "CARD_WIDTH",
    "Drawing",
    "Kind",
    "Place",
    "Tag",
    "Wire",
    "draw",
]
