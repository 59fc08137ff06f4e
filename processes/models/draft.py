from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from people.versions import StaleVersion
from processes.models.step import Step
from processes.order import moves
from processes.plan import TEXTS

POSITIONS = """
    UPDATE processes_step SET position = placed.position
    FROM unnest(%s::bigint[], %s::int[]) AS placed (id, position)
    WHERE processes_step.id = placed.id
      AND processes_step.position IS DISTINCT FROM placed.position
"""


class StaleSteps(StaleVersion):
    """Somebody changed ``steps`` since they were seen; nothing is written."""

    def __init__(self, steps):
        super().__init__("The steps were changed meanwhile.")
        self.steps = steps


class NothingToUndo(Exception):
    """The person has changed nothing here that isn't taken back already."""


class Draft:
    """The steps of a process, held for one person to change.

    Whatever is done to it counts as one change, whole or not at all, and can be undone.
    """

    def __init__(self, process, by):
        self.process, self.by, self.said = process, by, ""
        # The log of what was done, once it is written.
        self.change = None
        steps = process.steps.order_by("position", "pk")
        self.steps = {step.pk: step for step in steps}
        self.order = [pk for pk, step in self.steps.items() if step.position]
        self._undoes = None
        # The steps that were changed, whether they are on the map or not.
        self.touched = set()
        self._order_before = list(self.order)
        self._texts_before = {pk: _texts(step) for pk, step in self.steps.items()}

    def expect(self, seen):
        """Go on only if these steps are as they were seen, by id and version.

        Raises StaleSteps.
        """
        stale = [pk for pk, version in seen.items() if not self._is_at(pk, version)]
        if stale:
            raise StaleSteps([self.steps[pk] for pk in stale if pk in self.steps])

    def _is_at(self, pk, version):
        return pk in self.order and self.steps[pk].version == version

    def expect_newest(self, number):
        """Go on only if the change of this number is the last one there is.

        Raises StaleSteps, of no step in particular.
        """
        if self.process.newest_change != number:
            raise StaleSteps([])

    def add(self, *, before=None, **texts):
        """A new step before another, or at the end."""
        [step] = self.add_all([texts], before=before)
        return step

    def add_all(self, texts, *, before=None):
        """New steps, in this order, before another, or at the end."""
        rows = [
            Step(process=self.process, position=position, **written)
            for position, written in enumerate(texts, start=self._free_position())
        ]
        added = {step.pk: step for step in Step.objects.bulk_create(rows)}
        self.steps |= added
        self._texts_before |= dict.fromkeys(added)
        self._put(list(added), before)
        self._say(f"Added {self._named(list(added))}")
        return list(added.values())

    def _free_position(self):
        """One that no step has now, nor any after it: places are given at the end."""
        taken = [step.position or 0 for step in self.steps.values()]
        return max(taken, default=0) + 1

    def write(self, pk, **texts):
        step = self.steps[pk]
        changed = [name for name, text in texts.items() if getattr(step, name) != text]
        self._say(_written(step, changed, texts))
        for name in changed:
            setattr(step, name, texts[name])
            self.touched.add(pk)

    def move(self, pks, *, before=None):
        """Put steps, in the order they have, before another, or at the end.

        Raises StaleSteps when that other isn't on the map.
        """
        if before is not None and before not in self.order:
            raise StaleSteps([self.steps[before]] if before in self.steps else [])
        moving = [pk for pk in self.order if pk in set(pks)]
        if before in moving:
            after = self.order[self.order.index(before) :]
            before = next((pk for pk in after if pk not in moving), None)
        was = list(self.order)
        self._put(moving, before)
        if self.order != was:
            self.touched.update(moving)
            self._say(f"Moved {self._named(moving)}")

    def move_to(self, pks, place):
        """Put steps so that the first of them has a place, or the last there is."""
        staying = [pk for pk in self.order if pk not in set(pks)]
        self.move(pks, before=_at(staying, max(place, 1) - 1))

    def move_by_one(self, pks, *, later):
        """Put steps before the one ahead of them, or after the one behind."""
        places = [place for place, pk in enumerate(self.order) if pk in set(pks)]
        if not places:
            return
        place = max(places) + 2 if later else max(min(places) - 1, 0)
        self.move(pks, before=_at(self.order, place))

    def duplicate(self, pk):
        """A copy right after a step, without its KPI: a number has one step."""
        step = self.steps[pk]
        following = _at(self.order, self.order.index(pk) + 1)
        texts = _texts(step) | {"title": _copied(step.title)}
        copy = self.add(before=following, **texts)
        self.said = f"Duplicated “{step}”"
        return copy

    def retire(self, pks):
        """Take steps off the map; what hangs on them stays where it is."""
        gone = [pk for pk in self.order if pk in set(pks)]
        self.order = [pk for pk in self.order if pk not in gone]
        self.touched.update(gone)
        self._say(f"Retired {self._named(gone)}")

    def arrange(self, order, texts):
        """Make the steps stand in this order, with these texts by id."""
        for pk, written in texts.items():
            self.write(pk, **written)
        self.touched.update(set(order) ^ set(self.order), moves(self.order, order))
        self.order = list(order)

    def undo(self):
        """Take back this person's last change.

        Raises NothingToUndo, or StaleSteps when somebody built on it since.
        """
        change = self.process.changes.undoable_by(self.by).first()
        if change is None:
            raise NothingToUndo
        if built_on := self._built_on(change):
            raise StaleSteps(built_on)
        texts = {int(pk): old for pk, old in change.before["steps"].items() if old}
        order = self.order
        if change.before["order"] != change.after["order"]:
            order = change.before["order"]
        self.arrange(order, texts)
        self.touched.update(int(pk) for pk in change.after["steps"])
        self._undoes = change
        self.said = f"Undid: {change}"

    def _built_on(self, change):
        """The steps that aren't as the change left them."""
        moved = change.before["order"] != change.after["order"]
        if moved and change.after["order"] != self.order:
            odd = set(change.after["order"]) ^ set(self.order)
            odd = odd or _differing(change.after["order"], self.order)
            return [self.steps[pk] for pk in odd]
        left = set(change.after["order"]) - set(self.order)
        return [
            self.steps[int(pk)]
            for pk, texts in change.after["steps"].items()
            if _texts(self.steps[int(pk)]) != texts or int(pk) in left
        ]

    def save(self):
        """Write what was done; nothing at all when nothing was."""
        added = [pk for pk, texts in self._texts_before.items() if texts is None]
        if not (self.touched or added or self.order != self._order_before):
            return
        self._write_texts()
        self._write_order()
        self._log([*added, *sorted(self.touched - set(added))])

    def _write_texts(self):
        for pk in self.touched:
            step = self.steps[pk]
            fields = _texts(step) | {"version": F("version") + 1}
            if pk not in self.order:
                fields |= {"position": None, "retired_at": step.retired_at or Now()}
            elif step.position is None:
                # A place that nobody has, until the places are given out.
                step.position = self._free_position()
                fields |= {"position": step.position, "retired_at": None}
            Step.objects.filter(pk=pk).update(**fields)

    def _write_order(self):
        placed = list(enumerate(self.order, start=1))
        with connection.cursor() as cursor:
            cursor.execute(
                POSITIONS, [[pk for _, pk in placed], [n for n, _ in placed]]
            )
        for position, pk in placed:
            self.steps[pk].position = position

    def _log(self, pks):
        self.change = self.process.changes.create(
            number=self.process.newest_change + 1,
            author=self.by,
            said=self.said[:300],
            undoes=self._undoes,
            before={
                "order": self._order_before,
                "steps": {pk: self._texts_before[pk] for pk in pks},
            },
            after={
                "order": self.order,
                "steps": {pk: _texts(self.steps[pk]) for pk in pks},
            },
        )

    def _put(self, pks, before):
        rest = [pk for pk in self.order if pk not in set(pks)]
        place = rest.index(before) if before in rest else len(rest)
        self.order = [*rest[:place], *pks, *rest[place:]]

    def _named(self, pks):
        if len(pks) == 1:
            return f"“{self.steps[pks[0]]}”"
        return f"{len(pks)} steps"

    def _say(self, said):
        """The first of what is done names the whole."""
        self.said = self.said or said


def _texts(step):
    return {name: getattr(step, name) for name in TEXTS}


def _written(step, changed, texts):
    if "title" in changed:
        return f"Renamed “{step}” to “{texts['title']}”"
    if changed == ["role"]:
        return f"Gave “{step}” to {texts['role'] or 'nobody'}"
    return f"Changed “{step}”" if changed else ""


def _copied(title):
    limit = Step._meta.get_field("title").max_length
    return f"{title[: limit - 7].rstrip()} (copy)"


def _at(order, place):
    """What stands at an index; None behind the last."""
    return order[place] if place < len(order) else None


def _differing(order, other):
    return [pk for pk, now in zip(order, other, strict=True) if pk != now]
