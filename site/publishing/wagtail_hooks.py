"""What every screen of the admin gets: our stylesheet; pictures and documents under Publish."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.contrib.simple_translation.forms import SubmitTranslationForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale
from wagtail.permissions import policy_registry

from publishing.backoffice.checker import ContentChecker
from publishing.backoffice.counted import speak_chinese
from publishing.backoffice.exports import ExportViewSet
from publishing.backoffice.redirects import check_redirects
from publishing.models import SiteMenu
from publishing.tabular.viewsets import SheetImportViewSet

check_redirects()
speak_chinese()
# There is one other language: it is ticked, and what begins is said.
into = SubmitTranslationForm.base_fields["locales"]
into.initial = lambda: Locale.objects.exclude(language_code=settings.LANGUAGE_CODE)
into.help_text = _(
    "A draft is made that begins with the text of this page; readers see it once it is translated "
    "and published."
)


class FilesMenuItem(MenuItem):
    """Shown to those who may keep files of the model."""

    model: Any = None

    def is_shown(self, request: HttpRequest) -> bool:
        """By the model's permission policy."""
        policy = policy_registry.get_by_type(self.model)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete"])


class ImagesMenuItem(FilesMenuItem):
    """Pictures."""

    model = get_image_model()


class DocumentsMenuItem(FilesMenuItem):
    """Documents."""

    model = get_document_model()


class MenusMenuItem(MenuItem):
    """Shown to those who may change the site's menus."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the setting's permission."""
        policy = policy_registry.get_by_type(SiteMenu)
        return policy.user_has_permission(request.user, "change")


@hooks.register("register_publish_menu_item")
def register_images() -> MenuItem:
    """Pictures."""
    return ImagesMenuItem(
        _("Pictures"), reverse("wagtailimages:index"), name="pictures", icon_name="image", order=1
    )


@hooks.register("register_publish_menu_item")
def register_documents() -> MenuItem:
    """Documents."""
    url = reverse("wagtaildocs:index")
    return DocumentsMenuItem(
        _("Documents"), url, name="files", icon_name="doc-full-inverse", order=2
    )


@hooks.register("register_publish_menu_item")
def register_menus() -> MenuItem:
    """The site's menus."""
    url = reverse("wagtailsettings:edit", args=["publishing", "sitemenu"])
    return MenusMenuItem(_("Menus of the site"), url, name="menus", icon_name="list-ul", order=70)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Imports of every table, exports of long lists."""
    return [SheetImportViewSet(), ExportViewSet()]


@hooks.register("insert_global_admin_css")
def our_stylesheet() -> str:
    """For our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def characters_of_a_page() -> str:
    """Counted beside the editor, in "Checks"."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin_checks.js"))


@hooks.register("construct_wagtail_userbar")
def our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """What Wagtail looks for, and what we do."""
    items[:] = [
        ContentChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
