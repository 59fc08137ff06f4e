"""manage.py review_statements FILE.csv"""

import json

import pytest
from django.core.management import CommandError, call_command

LABELLED = """\ufeffstatement,label,limit_value,limit_unit,doubt
Reply to leads within 4 hours of receipt,effective,4,hours,
Improve replies,weak,,,
Reply to leads within 2 days,effective,9,days,
"Reply soon, perhaps",effective,,,yes: a promise
"""


@pytest.fixture
def reviewed(tmp_path, capsys):
    def review(text, *options):
        path = tmp_path / "statements.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("review_statements", str(path), *options)
        return capsys.readouterr().out

    return review


def test_each_sentence_is_printed_with_verdict_parts_and_findings(reviewed):
    said = reviewed("statement\nReply to leads within 4 hours\nImprove replies\n")

    assert "effective  Reply to leads within 4 hours" in said
    assert "limit_value: 4" in said
    assert "weak       Improve replies" in said
    assert "results_only" in said
    assert "Scores" not in said


def test_labels_are_scored_and_rows_in_doubt_apart(reviewed):
    said = reviewed(LABELLED)

    sure, doubtful = said.split("Scores of the rows in doubt, of 1:")
    assert "Scores, of 3:" in sure
    assert "verdict        3 of 3 (100.0%), 3 of 3 where it is stated" in sure
    assert "limit          2 of 3 (66.7%), 1 of 2 where it is stated" in sure
    assert "verdict        0 of 1 (0.0%)" in doubtful


def test_json_holds_the_same(reviewed):
    answer = json.loads(reviewed(LABELLED, "--json"))

    first = answer["statements"][0]
    assert first["verdict"] == "effective"
    assert first["parts"]["trigger"] == "of receipt"
    assert first["spans"]["limit_value"] == [15, 29]
    assert answer["scores"]["limit"]["right"] == 2
    assert answer["scores_in_doubt"]["verdict"]["of"] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("sentence\nReply\n", "no column “statement”"),
        ("", "no column “statement”"),
        ("statement\nRéponse\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(reviewed, content, message):
    with pytest.raises(CommandError, match=message):
        reviewed(content)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("review_statements", str(tmp_path / "none.csv"))
