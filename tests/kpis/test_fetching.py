from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kpis.fetching import instants_of, texts_of
from tests.database import sql

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(TEXTS))
def test_texts_reach_the_database_as_they_are(texts):
    [(found,)] = sql("SELECT %s::text[]", texts_of(texts))

    assert found == texts


def test_what_would_end_a_text_does_not():
    texts = ['a","b', "\\", "{}", "NULL", "", " ", "a\nb", '"']

    assert sql("SELECT %s::text[]", texts_of(texts)) == [(texts,)]


def test_instants_may_be_absent():
    noon = datetime(2026, 11, 11, 12, tzinfo=UTC)

    assert sql("SELECT %s::timestamptz[]", instants_of([noon, None])) == [
        ([noon, None],)
    ]
