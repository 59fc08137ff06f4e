"""Charts that others published, each with its source."""

import pytest

from kpis.xmr import chart


def test_the_video_of_the_nhs_tool():
    # nhs-pycom/nhspy-plotthedots, test_pandas_spc_x_calc.py: the example of NHS
    # England's video on its Excel tool, read off the screen.
    values = [89, 86, 75, 77, 81, 74, 72, 78, 76, 82, 77, 54, 66, 77, 86]

    screened = chart(values, direction="at_least", screen=True)

    assert screened.phases[0].centre == pytest.approx(76.67, abs=0.005)
    assert screened.phases[0].lower == pytest.approx(57, abs=0.5)
    assert screened.phases[0].upper == pytest.approx(96, abs=0.5)
    assert [bool(point.signals) for point in screened.points] == [
        place == 11 for place in range(15)
    ]
