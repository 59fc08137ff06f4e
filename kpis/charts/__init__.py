"""Readings as pictures: drawn by the server as SVG, and as a Plotly figure to explore.

SVG lengths are in the units of its viewBox; y runs down.
"""

from kpis.charts.exploring import figure
from kpis.charts.histograms import histogram
from kpis.charts.legends import legend
from kpis.charts.ranges import ranges
from kpis.charts.sparklines import Sparkline, sparkline
from kpis.charts.values import chart

__all__ = ["Sparkline", "chart", "figure", "histogram", "legend", "ranges", "sparkline"]
