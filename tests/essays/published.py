"""An accepted essay, its author's consent, its page: steps that tests of publishing share."""

from typing import Any

from essays import actions
from essays.models import Essay, EssayCollectionPage, EssayPage, Publication
from essays.uses import NameShown, Use
from portal.founding import found
from portal.models import ColumnPage
from tests.essays.conftest import hand_in
from tests.factories import Cast, make_offering, make_registration, make_task

REAL = actions.Wish(NameShown.REAL, shows_unit=True)
NAMELESS = actions.Wish(NameShown.NONE)


def accepted(cast: Cast, author: Any = None, task: Any = None, **given: Any) -> Essay:
    """An essay that a reviewer accepted, of the city's offering."""
    person = author or cast.participant
    task = task or make_task(make_offering(unit=cast.city))
    make_registration(task.offering, person)
    essay = actions.start(by=person, task=task).record
    hand_in(essay, **given)
    actions.accept(by=cast.reviewer, essay=essay, revision=1)
    essay.refresh_from_db()
    return essay


def agree(essay: Essay, wish: Any = REAL, *uses: str) -> Publication:
    """The author agrees to uses, to the site if none is named; the others stay open."""
    wishes = dict.fromkeys(uses or (Use.WEB,), wish)
    result = actions.decide_uses(by=essay.author, essay=essay, wishes=wishes)
    assert result.ok, result.outcome
    return Publication.objects.get(essay=essay)


def collection() -> EssayCollectionPage:
    """An empty collection in the column of articles."""
    home = found()
    column = ColumnPage.objects.get(slug="articles", locale=home.locale)
    page = EssayCollectionPage.objects.child_of(column).first()
    return page or column.add_child(instance=EssayCollectionPage(title="文集", slug="collected"))


def drafted(cast: Cast, publication: Publication) -> EssayPage:
    """Its page as a draft, made by the editor of everything."""
    where = collection()
    result = actions.draft_page(by=cast.admin, publication=publication, collection=where)
    assert result.ok, result.outcome
    return EssayPage.objects.get(publication=publication)


def published(cast: Cast, essay: Essay, wish: Any = REAL) -> EssayPage:
    """The essay's page, public."""
    page = drafted(cast, agree(essay, wish))
    page.get_latest_revision().publish(user=cast.admin)
    return EssayPage.objects.get(pk=page.pk)
