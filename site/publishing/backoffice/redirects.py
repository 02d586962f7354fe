"""The form of a redirect: it has a target, leads in no circle, and takes addresses of this site.

And the filters of their list, in the reader's language.
"""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.forms import ConfirmImportForm, RedirectForm

from publishing.redirects import circle_of


class Address(forms.URLField):
    """Of another site in full; of this site without its host, too: `/calendar/`."""

    def to_python(self, value: Any) -> str:
        """In full, as the table keeps it."""
        written = str(value or "").strip()
        here = written.startswith("/") and not written.startswith("//")
        whole = f"{settings.SITE_URL}{written}" if here else written
        return super().to_python(whole) or ""


class CheckedRedirectForm(RedirectForm):
    """Wagtail's, which takes any two addresses, even none."""

    def clean(self) -> None:
        """Nobody is sent nowhere."""
        super().clean()
        given = self.cleaned_data
        if not {"redirect_page", "redirect_link"} & set(self.errors) and not (
            given.get("redirect_page") or given.get("redirect_link")
        ):
            self.add_error(
                "redirect_page",
                _("Choose a page, or enter an address below: without a target it leads nowhere."),
            )

    def _post_clean(self) -> None:
        """Nor in a circle: asked once the redirect is put together."""
        super()._post_clean()
        if not self.errors and (way := circle_of(self.instance)):
            self.add_error(
                "redirect_page" if self.instance.redirect_page_id else "redirect_link",
                _(
                    "Visitors would be sent in a circle: %(way)s. Choose another target, or"
                    " delete the other redirects on this way first."
                )
                % {"way": " → ".join(way)},
            )

    class Meta(RedirectForm.Meta):
        field_classes: ClassVar[dict[str, Any]] = {"redirect_link": Address}
        widgets: ClassVar[dict[str, Any]] = {
            "redirect_link": forms.TextInput(attrs={"inputmode": "url"})
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "redirect_link": gettext_lazy(
                "Instead of a page. Addresses of this site may begin with a slash: /calendar/."
            )
        }


class ImportedRedirectsForm(ConfirmImportForm):
    """Wagtail's, whose last label is in no catalogue."""

    permanent = forms.BooleanField(label=gettext_lazy("permanent"), initial=True, required=False)


class RedirectFilters(RedirectsReportFilterSet):
    """Wagtail's, whose words stay in the language in which the server was started."""

    is_permanent = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"),
        method="filter_type",
        choices=[
            (True, pgettext_lazy("redirect", "Permanent")),
            (False, pgettext_lazy("redirect", "Temporary")),
        ],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )


def check_redirects() -> None:
    """Wagtail has no setting for these: made, changed, imported and listed, they are ours."""
    views.IndexView.filterset_class = RedirectFilters
    views.RedirectForm = CheckedRedirectForm
    views.ConfirmImportForm = ImportedRedirectsForm
    views.CreateView.form_class = CheckedRedirectForm
    views.EditView.form_class = CheckedRedirectForm
