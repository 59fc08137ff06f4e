"""Where things stand on the map: a lane a role, a column a step, and wires between."""

from processes.map.drawing import draw, strips
from processes.map.measures import CARD_HEIGHT, CARD_WIDTH
from processes.map.shapes import Band, Box, Drawing, End, Kind, Place, Tag, Wire

__all__ = [
    "CARD_HEIGHT",
    "CARD_WIDTH",
    "Band",
    "Box",
    "Drawing",
    "End",
    "Kind",
    "Place",
    "Tag",
    "Wire",
    "draw",
    "strips",
]
