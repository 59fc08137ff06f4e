import csv
import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kpis.statements import read, review, verdict
from kpis.statements.scoring import Score, scores

FIELDS = (
    *("action", "object", "limit_value", "limit_unit", "comparator"),
    *("trigger", "calendar", "target_percent"),
)


class Command(BaseCommand):
    help = (
        "Review the KPI sentences in the column statement of a CSV file. When it has"
        " columns of labels, the scores follow; rows with a doubt are scored apart."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="write one JSON object")

    def handle(self, path, **options):
        rows = _rows_of(path)
        sure = [row for row in rows if not row.get("doubt")]
        doubtful = [row for row in rows if row.get("doubt")]
        reviewed = [_reviewed(row["statement"]) for row in rows]
        if options["json"]:
            answer = {"statements": reviewed, "scores": _figures(sure)}
            answer["scores_in_doubt"] = _figures(doubtful)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for found in reviewed:
            self._write_review(found)
        self._write_scores("Scores", sure)
        self._write_scores("Scores of the rows in doubt", doubtful)

    def _write_review(self, found):
        self.stdout.write(f"{found['verdict']:<9}  {found['statement']}")
        for name, part in found["parts"].items():
            self.stdout.write(f"           {name}: {part}")
        for finding in found["findings"]:
            self.stdout.write(f"           – {finding['code']}: {finding['message']}")

    def _write_scores(self, title, rows):
        totals = scores(rows)
        if not totals:
            return
        self.stdout.write(f"{title}, of {len(rows)}:")
        for part, score in totals.items():
            self.stdout.write(f"  {part:<15}{_said(score)}")


def _rows_of(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not UTF-8. Save it as CSV UTF-8.") from None
    reader = csv.DictReader(text.splitlines(keepends=True), restval="")
    if "statement" not in (reader.fieldnames or ()):
        raise CommandError(
            f"{path} has no column “statement”. Name the column of the sentences so."
        )
    try:
        return list(reader)
    except csv.Error as error:
        raise CommandError(f"{path}, line {reader.line_num}: {error}.") from None


def _reviewed(text):
    statement = read(text)
    return {
        "statement": text,
        "verdict": verdict(text),
        "parts": _stated(statement),
        "spans": dict(statement.spans),
        "findings": [asdict(finding) for finding in review(text)],
    }


def _stated(statement):
    parts = {name: getattr(statement, name) for name in FIELDS}
    return {
        name: f"{part:f}" if isinstance(part, Decimal) else part
        for name, part in parts.items()
        if part is not None
    }


def _figures(rows):
    return {part: asdict(score) for part, score in scores(rows).items()}


def _said(score: Score):
    stated = f"{score.stated_right} of {score.stated} where it is stated"
    return f"{score.right} of {score.of} ({score.right / score.of:.1%}), {stated}"
