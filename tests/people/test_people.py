from zoneinfo import available_timezones

import pytest
from argon2 import extract_parameters
from django.contrib.auth import SESSION_KEY, authenticate, get_user
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from people.adapter import AccountAdapter
from people.models import Role, User, check_time_zone
from tests.database import refused, sql
from tests.factories import PASSWORD, make_person


def someone(**fields):
    defaults = {"email": "ann@example.org", "name": "Ann Lee", "password": PASSWORD}
    return User.objects.create_user(**defaults | fields)


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


def is_signed_in(client):
    """What a browser's next request finds."""
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def signs_in(email, password=PASSWORD):
    return authenticate(HttpRequest(), email=email, password=password) is not None


def let_back_in(person):
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.refresh_from_db()


def test_nobody_has_an_email_of_somebody_elses_in_any_case():
    make_person(email="ann@example.org")

    with refused("person_has_an_email_of_their_own"):
        make_person(email="ANN@Example.org")


def test_an_email_does_not_become_somebody_elses():
    make_person(email="ann@example.org")
    ben = make_person(email="ben@example.org")

    with refused("person_has_an_email_of_their_own"):
        sql("UPDATE people_user SET email = 'Ann@example.org' WHERE id = %s", ben.pk)


def test_a_form_is_told_that_an_email_is_taken():
    someone()

    with pytest.raises(ValidationError, match="Somebody has this e-mail address"):
        someone(email="ANN@example.org")


def test_a_person_signs_in_with_their_email_in_any_case():
    someone()

    assert signs_in("ANN@example.org")
    assert not signs_in("ann@example.org", "wrong")


def test_an_email_is_no_pattern():
    someone(email="a.n@example.org")

    assert not signs_in("a_n@example.org")
    assert not signs_in("%@example.org")


def test_a_role_is_one_of_three(person):
    with refused("person_role_is_known"):
        sql("UPDATE people_user SET role = 'owner' WHERE id = %s", person.pk)


def test_nobody_reports_to_themselves(person):
    with refused("person_does_not_report_to_themselves"):
        sql("UPDATE people_user SET reports_to_id = id WHERE id = %s", person.pk)


def test_a_person_is_a_member_until_somebody_says_otherwise():
    person = someone()

    assert person.role == Role.MEMBER
    assert not person.is_manager
    assert not person.is_admin


def test_the_first_person_made_by_command_is_an_admin():
    person = User.objects.create_superuser("root@example.org", "Root", PASSWORD)

    assert person.is_admin
    assert person.is_manager


def test_a_password_costs_19_mebibytes_two_passes_and_one_lane():
    person = someone()

    stored = extract_parameters(person.password.removeprefix("argon2"))
    assert person.password.startswith("argon2$argon2id$")
    assert (stored.memory_cost, stored.time_cost, stored.parallelism) == (19456, 2, 1)
    assert check_password(PASSWORD, person.password)


def test_deactivating_a_person_ends_all_their_sessions_at_once():
    person = someone()
    browsers = [browser_of(person), browser_of(person)]

    person.deactivate()

    assert [is_signed_in(browser) for browser in browsers] == [False, False]
    assert not signs_in(person.email)


def test_deactivating_a_person_ends_nobody_elses_session(person):
    browser = browser_of(person)

    someone().deactivate()

    assert is_signed_in(browser)


def test_a_person_who_comes_back_signs_in_anew():
    person = someone()
    browser = browser_of(person)
    person.deactivate()

    let_back_in(person)

    assert not is_signed_in(browser)
    assert is_signed_in(browser_of(person))
    assert signs_in(person.email)


def test_deactivating_a_person_whom_somebody_else_deactivated_ends_sessions_too():
    person = someone()
    read_earlier = User.objects.get(pk=person.pk)
    person.deactivate()
    let_back_in(person)
    browser = browser_of(person)

    read_earlier.deactivate()
    let_back_in(person)

    assert not is_signed_in(browser)


def test_a_new_password_ends_the_other_sessions():
    person = someone()
    browser = browser_of(person)

    person.set_password("another horse battery")
    person.save(update_fields=["password"])

    assert not is_signed_in(browser)


def test_demo_accounts_sign_in_while_the_demo_is_on(settings):
    settings.DEMO = True

    someone(is_demo=True)

    assert signs_in("ann@example.org")


def test_demo_accounts_end_with_the_demo(settings):
    settings.DEMO = True
    person = someone(is_demo=True)
    browser = browser_of(person)

    settings.DEMO = False

    assert not signs_in("ann@example.org")
    assert not is_signed_in(browser)


def test_after_the_demo_its_accounts_are_as_unknown_as_any(settings, mailoutbox):
    settings.DEMO = False
    someone(is_demo=True)
    client = Client()

    response = client.post(
        reverse("account_login"), {"login": "ann@example.org", "password": PASSWORD}
    )
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})

    assert "are not correct" in response.text
    assert not client.session.get(SESSION_KEY)
    assert not mailoutbox


def test_other_accounts_do_not_end_with_the_demo(settings):
    settings.DEMO = False

    person = someone()

    assert signs_in("ann@example.org")
    assert is_signed_in(browser_of(person))


def test_nobody_signs_up():
    assert not AccountAdapter().is_open_for_signup(HttpRequest())


@pytest.mark.parametrize("zone", ["Europe/Londn", "/etc/passwd", "../UTC", "utc+1"])
def test_a_time_zone_is_one_there_is(zone):
    with pytest.raises(ValidationError, match="Europe/London"):
        someone(time_zone=zone)


def test_a_time_zone_that_the_database_does_not_know_is_not_chosen():
    known = {name for (name,) in sql("SELECT name FROM pg_timezone_names")}

    for zone in {"Mars/Olympus", *available_timezones()} - known:
        with pytest.raises(ValidationError):
            check_time_zone(zone)

    check_time_zone("Europe/London")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ann Lee", "AL"), ("Ann", "A"), ("Ann van der Lee", "AL"), ("ann lee", "AL")],
)
def test_initials_are_of_the_first_and_the_last_name(name, initials):
    assert User(name=name).initials == initials


def test_a_face_is_the_same_every_day(person):
    assert User.objects.get(pk=person.pk).face == person.face
    assert person.face in User.FACES


def test_people_are_listed_as_people_sort():
    for name in ("bert", "Anna", "Carl"):
        make_person(name)

    assert [person.name for person in User.objects.by_name()] == [
        "Anna",
        "bert",
        "Carl",
    ]


def test_only_those_who_may_sign_in_are_active(person):
    make_person("Gone").deactivate()

    assert list(User.objects.active()) == [person]
