from hypothesis import example, given
from hypothesis import strategies as st

from kpis.marking import KINDS, Mark, marks

SENTENCE = "Answer leads within 4 hours, 90% of the time"


def span(words):
    start = SENTENCE.index(words)
    return start, start + len(words)


def test_each_part_is_marked_as_what_it_is():
    spans = {"limit_value": span("within 4 hours"), "target_percent": span("90%")}

    assert marks(SENTENCE, spans) == [
        Mark("Answer leads "),
        Mark("within 4 hours", "limit"),
        Mark(", "),
        Mark("90%", "target"),
        Mark(" of the time"),
    ]


def test_what_is_done_and_to_what_is_one_mark():
    spans = {"action": span("Answer"), "object": span("leads ")}

    assert marks(SENTENCE, spans)[0] == Mark("Answer leads", "action")


def test_a_weak_word_inside_a_part_is_seen():
    spans = {"action": span("Answer leads")}

    pieces = marks(SENTENCE, spans, weak=[span("leads")])

    assert pieces[:2] == [Mark("Answer ", "action"), Mark("leads", "weak")]


def test_an_empty_sentence_has_no_marks():
    assert marks("", {"action": (0, 4)}) == []


spans = st.tuples(st.integers(-2, 60), st.integers(-2, 60))


@example("Answer leads", {}, (0, -1))
@given(st.text(max_size=50), st.dictionaries(st.sampled_from([*KINDS]), spans), spans)
def test_joined_they_are_the_sentence(text, found, weak):
    pieces = marks(text, found, [weak])

    assert "".join(piece.text for piece in pieces) == text
