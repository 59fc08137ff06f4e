"""The elements a drawing is made of, and its colours.

Style sheets are refused where the page's policy is strict, and dark and light change
only by them: colours are attributes, those of the light pages, on paper of their own.
"""

from html import escape

from processes.lettering import cleaned, is_from_right

FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SIZE, PITCH = 13, 17  # of most letters, and of their lines

# Twins of static/css/tokens.css.
PAPER = "#f6f4ef"
CARD = "#fffefc"
LANE = "#f1eee7"
LINE = "#e2ddd2"
LINE_FIELD = "#8f8878"
INK = "#1d1b16"
INK_SOFT = "#5a5549"
INK_FAINT = "#696355"
WIRE = "#8d8676"
ACCENT = "#1f4f92"
MET = ("#0a5ca8", "#e2edf9")
MISSED = ("#a84108", "#fbeadd")
QUIET = ("#605b4f", "#edeae2")
FACES = {
    "a": ("#1b4377", "#dce7f6"),
    "b": ("#684415", "#f0e3d0"),
    "c": ("#454f1b", "#e3e8d3"),
    "d": ("#653a69", "#eee0ee"),
}


def el(name: str, *content: str, **attributes: object) -> str:
    """An element around elements; `stroke_width=2` is the attribute stroke-width."""
    inside = "".join(content)
    given = "".join(
        f' {key.replace("_", "-")}="{_plain(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else escape(str(value))


def text(said: str, x: float, y: float, **attributes: object) -> str:
    """A line of text from its left end, or around x with text_anchor="middle"."""
    if is_from_right(said):
        # Its full stop belongs at the left, and there its end is.
        attributes = {"text_anchor": "end", "direction": "rtl"} | attributes
    return el("text", escape(said, quote=False), x=x, y=y, **attributes)


def lines(
    said: tuple[str, ...], x: float, y: float, pitch: float, **attributes: object
) -> str:
    """Lines under each other; y is the base of the first."""
    return "".join(
        text(line, x, y + n * pitch, **attributes) for n, line in enumerate(said)
    )


def group(*content: str, **attributes: object) -> str:
    """Elements that share their attributes."""
    return el("g", *content, **attributes)


def moved(x: int, y: int, *content: str) -> str:
    """Elements whose top left corner is at a point of what is around them."""
    return group(*content, transform=f"translate({x} {y})")


def title(said: str) -> str:
    """What a pointer that rests, and a screen reader, are told."""
    return el("title", escape(cleaned(said), quote=False))
