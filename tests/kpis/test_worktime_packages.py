"""Two packages that do the same agree, where they are right.

They are for one window a day that begins and ends on it, and for whole seconds.
"""

import pytest

from benchmarks.calendars import by_duration, by_kpiflow, by_timedelta, some_pairs


@pytest.mark.parametrize("package", [by_timedelta, by_duration])
def test_a_package_comes_to_the_same_working_time(package):
    pairs = some_pairs(10)

    assert by_kpiflow()(pairs) == package()(pairs)
