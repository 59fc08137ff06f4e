"""The lanes of a map: each named for its role, with the owners of its steps."""

from processes.lettering import wrapped
from processes.map import Band, Drawing
from processes.map.measures import LABEL_WIDTH
from processes.svg.ink import CARD, INK_SOFT, LANE, LINE, PITCH, SIZE, el, group, lines

RADIUS = 14
ROLE_SIZE, ROLE_PITCH, MOST_ROLE_LINES = 14, 18, 6
MOST_PEOPLE_LINES = 4
LOW_SIZE = 12
SPACE = 5  # between the role and the people


def lanes(drawing: Drawing, people: tuple[str, ...]) -> str:
    """The lanes in their frame; `people` are the owners in each."""
    shaded = "".join(_shade(band, drawing.width) for band in drawing.bands[1::2])
    labelled = zip(drawing.bands, people, strict=True)
    return "".join(
        [
            el("clipPath", _frame(drawing), id="frame"),
            _frame(drawing, fill=CARD),
            group(shaded, clip_path="url(#frame)") if shaded else "",
            el("path", d=_rules(drawing), stroke=LINE),
            _frame(drawing, fill="none", stroke=LINE),
            *(_label(band, owners) for band, owners in labelled),
        ]
    )


def _frame(drawing: Drawing, **paint: object) -> str:
    size = {"width": drawing.width, "height": drawing.height}
    return el("rect", **size, rx=RADIUS, **paint)


def _shade(band: Band, wide: int) -> str:
    return el("rect", y=band.y, width=wide, height=band.height, fill=LANE)


def _rules(drawing: Drawing) -> str:
    """The lines between the lanes, and the one to the right of their names."""
    between = [f"M 0 {band.y} H {drawing.width}" for band in drawing.bands[1:]]
    return " ".join([f"M {LABEL_WIDTH} 0 V {drawing.height}", *between])


def _label(band: Band, people: str) -> str:
    room = band.label
    if band.is_low:
        role = wrapped(band.role, room.width, LOW_SIZE, 1)
        y = band.middle + 4
        return group(lines(role, room.x, y, 0), font_size=LOW_SIZE, fill=INK_SOFT)
    role = wrapped(band.role, room.width, ROLE_SIZE, MOST_ROLE_LINES, bold=True)
    top = len(role) * ROLE_PITCH + SPACE
    most = min((room.height - top) // PITCH, MOST_PEOPLE_LINES)
    owners = wrapped(people, room.width, SIZE, most)
    return group(
        lines(role, room.x, room.y + ROLE_SIZE, ROLE_PITCH),
        font_size=ROLE_SIZE,
        font_weight=600,
    ) + group(lines(owners, room.x, room.y + top + SIZE, PITCH), fill=INK_SOFT)
