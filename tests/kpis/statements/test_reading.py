"""Sentences as people write them, and the parts that stand in each."""

from decimal import Decimal

import pytest

from kpis.statements import Statement, read

SENTENCES = {
    "Respond to new CRM inquiries within 4 hours of receipt, Monday–Friday": Statement(
        action="respond",
        object="new CRM inquiries",
        limit_value=Decimal(4),
        limit_unit="hours",
        comparator="<=",
        trigger="of receipt",
        calendar="Monday–Friday",
    ),
    "100% of qualified leads move to next step": Statement(
        action="move",
        object="qualified leads",
        comparator=">=",
        target_percent=Decimal(100),
    ),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_into_its_parts(sentence):
    assert read(sentence) == SENTENCES[sentence]
