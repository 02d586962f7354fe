"""Whom a row means: somebody of the register, somebody of another row, or somebody new.

1. The person with its number, mobile number or address, in the register or in another row. Two
   that speak of two persons are an error, and so is another name under a known one: a name is
   changed on the person's page, where somebody looks.
2. Else the only one of its name in its unit, among those who belong there already and those whom
   other rows put there, whatever unit these rows found them by. Whoever has another number, mobile
   number or address is not meant; without a number of its own a row cannot say so, and is refused.
3. Nobody of that name there: a new person. Several of whom any could be meant: refused.

So the register after the import answers as the register and the file do before it, and a file that
was written changes nothing when it comes again. For that rows are taken by what they are sure of
(`in_order`): a row with a name alone comes after all that could put a namesake into its unit.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from people.incoming.drafts import Draft
from people.incoming.lookup import KEYS, Lookup, key_of
from people.models import Unit, User
from publishing.tabular.tables import Findings, Row


class Whom:
    """Tells whom each row means; rows come `in_order`."""

    def __init__(self, lookup: Lookup, findings: Findings) -> None:
        self.lookup, self.findings = lookup, findings
        self.meant: dict[Draft, int] = {}  # the first row of each
        self._by_key: dict[tuple[str, str], Draft] = {}
        self._by_person: dict[int, Draft] = {}
        self._put: defaultdict[tuple[int, str], list[Draft]] = defaultdict(list)  # by unit and name
        self._guessed: set[Draft] = set()  # got their number from a row that means them by name

    def in_order(self, rows: Sequence[Row]) -> list[Row]:
        """First what the register knows, then what has a number, another key, a name alone."""

        def unsure(row: Row) -> tuple[bool, bool, bool]:
            keys = _keys_of(row)
            known = any(self.lookup.by_key(*key) for key in keys)
            return not known, not row.get("number"), not keys

        return sorted(rows, key=unsure)

    def drafts(self) -> list[Draft]:
        """Everybody who is meant, in the order of the rows."""
        return sorted(self.meant, key=lambda draft: self.meant[draft])

    def of(self, row: Row, name: str, unit: Unit) -> Draft | None:
        """The person that a row means; None when it cannot be told."""
        keys = _keys_of(row)
        found: Draft | None = None
        for key in keys:
            known = self.lookup.by_key(*key)
            draft = self._by_key.get(key) or (self._known(known) if known else None)
            if draft is None:
                continue
            if found is not None and draft is not found:
                words = _("This belongs to somebody else than the cells before it say.")
                self.findings.wrong(row, key[0], words)
                return None
            if draft.name != name:
                # Whose it is stays untold: the reader may have no business with that person.
                words = _("The name and the number or address do not belong together. Check both.")
                self.findings.wrong(row, key[0], words)
                return None
            found = draft
        found = found or self._namesake(row, name, unit)
        if found is None:
            return None
        if found.person is not None and not found.person.is_active:
            self.findings.wrong(row, "name", _("This person's account is closed."))
            return None
        self._remember(row, found, unit, keys)
        return found

    def _known(self, person: User) -> Draft:
        return self._by_person.setdefault(person.pk, Draft(person.name, person))

    def _namesake(self, row: Row, name: str, unit: Unit) -> Draft | None:
        """Somebody of that name in that unit, unless their numbers differ; else a new person."""
        number = row.get("number")
        there = [self._known(person) for person in self.lookup.by_name(unit, name)]
        there += self._put[unit.pk, name]
        found = [
            draft
            for draft in dict.fromkeys(there)
            if not (number and self._number(draft) and self._number(draft) != number)
        ]
        if len(found) > 1:
            words = _("%(unit)s has several of this name. Give the personnel number.")
            self.findings.wrong(row, "name", words % {"unit": unit.name})
            return None
        if not found:
            return Draft(name)
        return self._same_person(row, found[0])

    def _number(self, draft: Draft) -> str | None:
        """The number by which somebody is told from their namesakes."""
        if draft in self._guessed:
            return None
        number: str | None = draft.values.get("number") or getattr(draft.person, "number", None)
        return number

    def _same_person(self, row: Row, draft: Draft) -> Draft | None:
        """Found by name alone: another number would rather mean another person."""
        for key in ("phone", "email"):
            value, now = row.get(key), draft.values.get(key) or getattr(draft.person, key, None)
            if value and now and key_of(key, value) != key_of(key, now):
                words = _("Somebody of this name there has another one. Give the personnel number.")
                self.findings.wrong(row, key, words)
                return None
        if row.get("number") and draft.person is not None:
            self._guessed.add(draft)
        return draft

    def _remember(self, row: Row, draft: Draft, unit: Unit, keys: list[tuple[str, str]]) -> None:
        self.meant[draft] = min(self.meant.get(draft, row.number), row.number)
        for key in keys:
            self._by_key.setdefault(key, draft)
        self._put[unit.pk, draft.name].append(draft)


def _keys_of(row: Row) -> list[tuple[str, Any]]:
    return [(key, key_of(key, row.get(key))) for key in KEYS if row.get(key)]
