"""Two editors at once: the second one is told what the first one changed."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin import messages


class TellsMeanwhile:
    """An edit view whose form is a `shown_forms.Shown`."""

    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        """What others changed and this editor left alone stays as they wrote it, and is told."""
        form = super().get_form(form_class)  # type: ignore[misc]
        if form.kept:
            words = _("Somebody else changed this meanwhile, and it stays so: %(what)s.")
            messages.info(self.request, words % {"what": form.told(form.kept)})
        return form
