"""An essay on its way to readers: agreed to, on the site, with a prize, in a book."""

from essays import actions as essays
from essays.models import EssayCollectionPage, Publication
from essays.uses import Use
from events.models import Offering
from portal.founding import found
from tests.factories import Cast, make_task
from tests.walk.essays import TEXT


def make_published(cast: Cast, offering: Offering) -> Publication:
    """The participant's essay is accepted and on the site; editors propose a wording."""
    task = make_task(offering, title="结业征文")
    essay = essays.start(by=cast.participant, task=task).record
    essays.submit(
        by=cast.participant,
        essay=essay,
        title="粉笔印",
        text=f"再看一次。{TEXT}",
        version=0,
        original=True,
    )
    essays.accept(by=None, essay=essay, revision=1)
    wish = essays.Wish("real", shows_unit=True)
    essays.decide_uses(by=cast.participant, essay=essay, wishes=dict.fromkeys(Use, wish))
    held = Publication.objects.get(essay=essay)
    where = EssayCollectionPage.objects.get(locale=found().locale)
    made = essays.draft_page(by=None, publication=held, collection=where).details["page"]
    made.get_latest_revision().publish()
    essays.propose_edit(by=cast.admin, publication=held, title="粉笔印", text=f"{TEXT}走近看。")
    prize = essays.create_prize(
        by=cast.admin,
        task=task,
        values={"name": "一等奖", "name_en": "First prize", "places": 1, "position": 1},
    ).record
    essays.award(by=cast.admin, prize=prize, essay=essay)
    honours = essays.announce(by=None, prize=prize, collection=where).details["page"]
    honours.get_latest_revision().publish()
    essays.ask_book(by=cast.admin, values={"title": "文集"}, tasks=[task])
    return held
