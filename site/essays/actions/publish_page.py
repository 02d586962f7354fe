"""Making the page of an essay whose author agrees."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.permission_policies.pages import PagePermissionPolicy

from essays.actions.publish_consent import held_publication
from essays.models import EssayCollectionPage, EssayPage, Publication
from essays.publishing_rules import edit_publications
from essays.uses import PublishOutcome, Use
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.draft_page")
def draft_page(*, by: Any, publication: Publication, collection: EssayCollectionPage) -> Result:
    """Make the page of an essay as a draft in a collection; publishing it is Wagtail's work.

    Outcomes: PAGE_DRAFTED and PAGE_EXISTS with `page` in the details, NO_CONSENT. Raises Forbidden
    for those who do not edit, PermissionDenied where `by` may not add pages there.
    """
    if by is not None:
        edit_publications.check(by, publication)
        if not PagePermissionPolicy().user_has_permission_for_instance(by, "add", collection):
            raise PermissionDenied
    held = held_publication(publication.essay)
    assert held is not None, "it was given"
    if not held.allows(Use.WEB):
        return Result(PublishOutcome.NO_CONSENT, held)
    page = EssayPage.objects.child_of(collection).filter(publication=held).first()
    if page is not None:
        return Result(PublishOutcome.PAGE_EXISTS, held, {"page": page})
    page = EssayPage(
        title=held.title,
        slug=held.public_id,  # says nothing that would have to be taken back
        live=False,
        locale=collection.locale,
        owner=by,
        publication=held,
    )
    collection.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return Result(PublishOutcome.PAGE_DRAFTED, held, {"page": page})
