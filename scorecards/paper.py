"""A scorecard on one page of paper."""

from datetime import date

from django.template.loader import render_to_string

from scorecards.scorecard import Scorecard


class NoPango(Exception):
    """What draws letters on paper isn't installed on this machine."""


def pdf_of(scorecard: Scorecard, day: date) -> bytes:
    """The scorecard as a PDF. Raises NoPango.

    It fetches nothing: what it shows is all in its HTML.
    """
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPango(str(error)) from error
    html = render_to_string(
        "scorecards/paper.html", {"scorecard": scorecard, "day": day}
    )
    nothing_else = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    document = weasyprint.HTML(string=html, url_fetcher=nothing_else)
    sheet = weasyprint.CSS(
        string=render_to_string("scorecards/paper.css"), url_fetcher=nothing_else
    )
    return document.write_pdf(stylesheets=[sheet])
