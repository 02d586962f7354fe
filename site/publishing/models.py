"""Site settings and menus; the abstract page that all page types share."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Orderable, Page, PageViewRestriction
from wagtail.search.index import SearchField

from publishing.explained import CONTACT, FILING, IDENTITY, PROMOTION, SUMMARY
from publishing.motifs import Motif
from publishing.romanised import index_sounds
from publishing.search import ZhAutocompleteField, ZhSearchField
from publishing.tabular.models import SheetImport  # noqa: F401 - where Django looks for models


class SitePage(Page):
    """What all our pages share: a one-sentence promise, a picture or a drawing."""

    summary = models.CharField(_("one-sentence promise"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "media.CustomImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    motif = models.CharField(
        _("drawing where no picture is chosen"),
        max_length=20,
        blank=True,
        choices=Motif,
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, SUMMARY]
    promote_panels: ClassVar[list[Any]] = PROMOTION
    # Wagtail's own title fields stay (its checks ask for them); ours are those that find Chinese.
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        ZhSearchField("title", boost=4),
        ZhAutocompleteField("title"),
        ZhSearchField("summary", boost=2),
        SearchField("sound"),
    ]

    # What is read together with a page that is asked for by its address.
    read_along: ClassVar[tuple[str, ...]] = ("locale", "picture")
    # Relations of a few rows each, read with the choices of its text (`publishing.together`).
    parts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def pictures_shown(self) -> list[Any]:
        """The pictures beside its text, whose sizes are read with its parts."""
        return [self.picture]

    # Set on a page that was found by its address while no page of the site is private.
    nothing_is_private = False
    # This page in every language that it is written in, where that was read along.
    in_languages: dict[str, Any] | None = None
    # The pages between the home page and this one, where they were read along.
    above: list[Any] | None = None

    def with_content_json(self, content: Any) -> Any:
        """As an older version says it; which version readers see is none of its sayings.

        Wagtail 8.0 believes those of a version from before the first publication: bringing it back
        and timing it would take the page down at once.
        """
        page = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        return page

    def get_view_restrictions(self) -> Any:
        """Wagtail's; without asking where it is known that there is none."""
        if self.nothing_is_private:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def sound(self) -> str:
        """How its name is read, as the index of the search keeps it."""
        return index_sounds(self.title)

    @cached_property
    def text_shown(self) -> tuple[Any, str]:
        """The body, and its language where that is not the page's.

        A translation without a text of its own shows that of the page it translates.
        """
        body = getattr(self, "body", None)
        main = settings.LANGUAGE_CODE
        if body or not self.pk or get_language() == main:
            return body, ""
        return getattr(self.original, "body", None), main

    @property
    def original(self) -> Any:
        """This page in the main language; None where it is not published in it for everybody.

        What was taken down or made private is not read in another language either.
        """
        if self.in_languages is not None:
            found = self.in_languages.get(settings.LANGUAGE_CODE)
        elif found := self.get_translation_or_none(Locale.get_default()):
            found = found.specific
        if found is None or not found.live:
            return None
        is_open = self.nothing_is_private or found == self or not found.get_view_restrictions()
        return found if is_open else None


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Name, emblem, contact and the numbers that sites in China must show."""

    name = models.CharField(_("name of the site"), max_length=60, default="研习")
    name_en = models.CharField(_("name in English"), max_length=80, default="Yanxi")
    operator = models.CharField(_("operated by"), max_length=120, blank=True)
    operator_en = models.CharField(_("operated by, in English"), max_length=160, blank=True)
    emblem = models.ForeignKey(
        "media.CustomImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem"),
    )
    contact_email = models.EmailField(_("contact mailbox"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    icp_number = models.CharField(_("ICP filing number"), max_length=60, blank=True)
    police_number = models.CharField(_("public security filing number"), max_length=60, blank=True)

    select_related = ("emblem",)
    panels = [IDENTITY, CONTACT, FILING]

    class Meta:
        verbose_name = _("site settings")


@register_setting(icon="list-ul")
class SiteMenu(BaseSiteSetting, ClusterableModel):
    """The main menu and the footer's links, edited in the admin."""

    panels = [
        InlinePanel(
            "items",
            heading=_("Main menu"),
            label=_("entry"),
            max_num=7,
            help_text=_("At the top of every page, in this order: seven at most."),
        ),
        InlinePanel(
            "footer_items",
            heading=_("Footer"),
            label=_("entry"),
            max_num=12,
            help_text=_("At the foot of every page, in this order: twelve at most."),
        ),
    ]

    class Meta:
        verbose_name = _("menus")


class MenuEntry(Orderable):
    """A title and where it leads: a page, or an address of the site itself."""

    title = models.CharField(_("title"), max_length=40)
    title_en = models.CharField(_("title in English"), max_length=60, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    path = models.CharField(
        _("or an address of this site"),
        max_length=200,
        blank=True,
        help_text=_("Starts with /, for example /calendar/."),
        validators=[RegexValidator(r"^/(?![/\\])", _("Starts with /, for example /calendar/."))],
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("title_en"),
        PageChooserPanel(
            "page", help_text=_("Where the entry leads; or leave it empty and write an address.")
        ),
        FieldPanel("path"),
    ]

    class Meta(Orderable.Meta):
        abstract = True


class MainMenuEntry(MenuEntry):
    """An entry of the main menu."""

    menu = ParentalKey(SiteMenu, on_delete=models.CASCADE, related_name="items")


class FooterEntry(MenuEntry):
    """An entry of the footer."""

    menu = ParentalKey(SiteMenu, on_delete=models.CASCADE, related_name="footer_items")
