"""Taking an essay's pages off the site, with everything that could bring them back."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from modelsearch.index import remove_object
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageLogEntry, Revision

from essays.models import Consent, CopyEdit, EssayBook, EssayPage, Publication
from essays.uses import EditState, NameShown
from publishing.page_cache import bump

# What a page of an erased person is called; nobody but the back office reads it.
NAMELESS = "—"
SAID = ("summary", "seo_title", "search_description")  # by editors, about an essay
WRITTEN = ("title", "draft_title", *SAID)


def take_down(publication: Publication) -> bool:
    """Unpublish the pages of a publication whose row is locked; whether any was on the site.

    Their history stays. Also ends what is scheduled and what waits for moderators. The history
    of a page does not say by whom: an author may have agreed under a pen name only. The audit does.
    """
    was_live = False
    for page in EssayPage.objects.filter(publication=publication):
        page.revisions.update(approved_go_live_at=None)
        workflow = page.current_workflow_state
        if workflow is not None:
            workflow.cancel(user=None)
        if page.live:
            UnpublishPageAction(page, user=None).execute(skip_permission_checks=True)
            was_live = True
    bump()
    return was_live


def unname(publication: Publication) -> None:
    """Empty what editors wrote where it names the author, in every version of the pages.

    For an author who wishes no longer to be named; the caller holds the publication's row.
    """
    name = publication.essay.author.name
    if not name:
        return
    for page in EssayPage.objects.filter(publication=publication):
        versions = _versions(page)
        for revision in versions:
            told = [field for field in SAID if name in (revision.content.get(field) or "")]
            revision.content |= dict.fromkeys(told, "")
        Revision.objects.bulk_update(versions, ["content"])
        told = [field for field in SAID if name in getattr(page, field)]
        for field in told:
            setattr(page, field, "")
        if told:
            page.save(clean=False)  # the search forgets the name with it
    bump()


def recall_books(publication: Publication) -> None:
    """Take away the files of books that hold what may not be printed so any longer."""
    for book in EssayBook.objects.filter(essays=publication).exclude(file=""):
        book.drop_file()


def forget(person: Any) -> None:
    """Empty what is published of a person: pages go offline, words, names and titles are gone.

    That there was a page, and who published it when, stays.
    """
    rows = Publication.objects.select_for_update(no_key=True).filter(essay__author=person)
    for publication in rows:
        _end_consents(publication)
        take_down(publication)
        recall_books(publication)
        CopyEdit.objects.filter(publication=publication, state=EditState.OPEN).update(
            state=EditState.TAKEN_BACK, answered_at=timezone.now()
        )
        CopyEdit.objects.filter(publication=publication).update(
            title="", text="", note="", answer=""
        )
        for page in EssayPage.objects.filter(publication=publication):
            _empty(page)


def _end_consents(publication: Publication) -> None:
    rows = Consent.objects.filter(publication=publication)
    rows.filter(ended_at=None).update(ended_at=timezone.now())
    rows.update(pen_name="", name_shown=NameShown.NONE)


def _empty(page: EssayPage) -> None:
    """A page without the author's words, in every version that Wagtail kept of it."""
    nothing = dict.fromkeys(WRITTEN, "") | {"title": NAMELESS, "draft_title": NAMELESS}
    EssayPage.objects.filter(pk=page.pk).update(**nothing)
    revisions = _versions(page)
    for revision in revisions:
        revision.content |= nothing
        revision.object_str = NAMELESS
    Revision.objects.bulk_update(revisions, ["content", "object_str"])
    PageLogEntry.objects.filter(page=page.pk).update(label=NAMELESS, data={})
    remove_object(page)  # taking it down wrote the words into the search once more


def _versions(page: EssayPage) -> Any:
    kind = ContentType.objects.get_for_model(EssayPage)
    return Revision.objects.filter(content_type=kind, object_id=str(page.pk))
