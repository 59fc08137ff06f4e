"""The map of a process as an SVG file, for any program that draws one."""

from processes.svg.document import strip_svg, svg
from processes.svg.sheet import Card, Sheet

__all__ = ["Card", "Sheet", "strip_svg", "svg"]
