"""Pages of published essays. A page shows the record and holds nothing of it: no text, no name."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PagePermissionTester

from essays.models.essays import EssayTask
from essays.models.publication import Publication
from essays.uses import NameShown, Use
from publishing.explained import DATED, SUMMARY
from publishing.models import SitePage
from publishing.search import ZhSearchField


class EssayCollectionPage(SitePage):
    """A collection (文集): published essays, the latest first."""

    page_description = _("Gathers essays of participants whose authors agreed to publish them.")
    parent_page_types: ClassVar[list[str]] = ["portal.ColumnPage"]
    subpage_types: ClassVar[list[str]] = ["essays.EssayPage", "essays.AwardPage"]
    template = "essays/collection_page.html"

    class Meta:
        verbose_name = _("collection of essays")
        verbose_name_plural = _("collections of essays")


class ConsentedPages(PagePermissionTester):
    """Nobody publishes, schedules or hands on a page to which the author does not agree."""

    def can_publish(self) -> bool:
        """By Wagtail's permissions and the author's consent."""
        return self._agreed() and super().can_publish()

    def can_submit_for_moderation(self) -> bool:
        """The same."""
        return self._agreed() and super().can_submit_for_moderation()

    def can_copy(self) -> bool:
        """An essay has one page in a collection."""
        return False

    def _agreed(self) -> bool:
        return bool(self.page.publication.allows(Use.WEB))


class EssayPage(SitePage):
    """One published essay: text, name and unit are read from the record, as its author consents."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="pages", verbose_name=_("essay")
    )
    published_on = models.DateField(_("dated"), default=timezone.localdate)

    read_along: ClassVar[tuple[str, ...]] = (
        *SitePage.read_along,
        "publication__revision",
        "publication__essay__author",
        "publication__essay__task",
        "publication__essay__unit",
    )
    parent_page_types: ClassVar[list[str]] = ["essays.EssayCollectionPage"]
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False  # made from an accepted essay alone
    template = "essays/essay_page.html"
    content_panels = [
        FieldPanel(
            "title",
            read_only=True,
            help_text=_("As the author agreed to it; another one is proposed to the author."),
        ),
        SUMMARY,
        DATED,
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, ZhSearchField("words")]

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")

    @property
    def words(self) -> str:
        """The text, for the search."""
        return self.publication.text

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Wagtail's, and the author's consent."""
        return ConsentedPages(user, self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The title is that of the record, whatever an old revision of the page says."""
        self.title = self.publication.title
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """What editors write about an essay does not name an author who wishes not to be named."""
        super().clean()
        consent = self.publication.consent_for(Use.WEB)
        name = self.publication.essay.author.name
        if consent is not None and consent.name_shown == NameShown.REAL:
            return
        for field in ("summary", "seo_title", "search_description"):
            if name and name in getattr(self, field):
                said = gettext("The author does not wish to be named. Leave the name out.")
                raise ValidationError({field: said})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Goes live only under the record's lock, while its author agrees.

        Raises PermissionDenied otherwise: consent that ended a moment ago has ended.
        """
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            rows = Publication.objects.select_for_update(no_key=True, of=("self",))
            held = rows.select_related("essay").get(pk=self.publication_id)
            if self.live and (fields is None or "live" in fields) and not held.allows(Use.WEB):
                raise PermissionDenied(gettext("The author does not agree to publication."))
            super().save(*args, **kwargs)


class AwardPage(SitePage):
    """The prizes of a call; who got them is read from the records, as far as authors agree."""

    task = models.ForeignKey(
        EssayTask, models.PROTECT, related_name="announcements", verbose_name=_("essay task")
    )
    published_on = models.DateField(_("dated"), default=timezone.localdate)

    parent_page_types: ClassVar[list[str]] = ["essays.EssayCollectionPage"]
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False  # drafted from the prizes alone
    template = "essays/award_page.html"
    content_panels = [
        *SitePage.content_panels,
        DATED,
    ]

    class Meta:
        verbose_name = _("announcement of awards")
        verbose_name_plural = _("announcements of awards")
