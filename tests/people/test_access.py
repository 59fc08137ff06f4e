import pytest
from django.http import Http404, HttpRequest

from people.access import admins_only, managers_only, readable_by
from people.models import Role, User
from tests.factories import make_admin, make_manager, make_person


@pytest.fixture
def lines():
    """Ben and Cat report to Ann, Dan to Ben, Eve to Dan, Zoe to nobody."""
    ann = make_manager("Ann")
    ben = make_manager("Ben", reports_to=ann)
    make_person("Cat", reports_to=ann)
    dan = make_manager("Dan", reports_to=ben)
    make_person("Eve", reports_to=dan)
    make_person("Zoe")


def named(name):
    return User.objects.get(name=name)


def readable(name):
    return "".join(sorted(person.name[0] for person in readable_by(named(name))))


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(
    ("reader", "initials"),
    [("Ann", "ABCDE"), ("Ben", "BDE"), ("Dan", "DE"), ("Cat", "C"), ("Zoe", "Z")],
)
def test_a_manager_reads_those_below_at_any_depth_and_others_themselves(
    reader, initials
):
    assert readable(reader) == initials


@pytest.mark.usefixtures("lines")
def test_an_admin_reads_everyone():
    make_admin("Xenia")

    assert readable("Xenia") == "ABCDEXZ"


@pytest.mark.usefixtures("lines")
def test_a_member_reads_nobody_else_whoever_reports_to_them():
    User.objects.filter(name="Zoe").update(reports_to=named("Cat"))

    assert readable("Cat") == "C"


@pytest.mark.usefixtures("lines")
def test_lines_that_run_in_a_circle_have_an_end():
    User.objects.filter(name="Ann").update(reports_to=named("Dan"))

    assert readable("Ben") == "ABCDE"
    assert named("Ben") not in User.objects.reporting_to(named("Ben"))


@pytest.mark.usefixtures("lines")
def test_who_is_above_is_not_below():
    below = User.objects.reporting_to(named("Ben")).by_name()

    assert [person.name for person in below] == ["Dan", "Eve"]


@pytest.mark.usefixtures("lines")
def test_who_left_is_read_still():
    named("Eve").deactivate()

    assert readable("Dan") == "DE"


@pytest.mark.usefixtures("lines")
def test_a_line_ends_where_its_manager_is_deleted():
    named("Ben").delete()

    assert readable("Ann") == "AC"
    assert named("Dan").reports_to is None


def test_a_long_line_is_read_in_one_query(django_assert_num_queries):
    above = make_manager("Top")
    top = above
    for _ in range(20):
        above = make_manager(reports_to=above)

    with django_assert_num_queries(1):
        found = list(readable_by(top))

    assert len(found) == 21


@pytest.mark.parametrize(
    ("guard", "let_in"),
    [
        (managers_only, {Role.MANAGER, Role.ADMIN}),
        (admins_only, {Role.ADMIN}),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_a_page_is_not_there_for_those_who_may_not_see_it(guard, let_in, role):
    request = HttpRequest()
    request.user = make_person(role=role)
    page = guard(lambda request: "a page")

    if role in let_in:
        assert page(request) == "a page"
    else:
        with pytest.raises(Http404):
            page(request)
