"""Who may open the portal's own screens."""

from django.utils.translation import gettext_lazy as _

from kernel.rules import Rule

own_page = Rule("portal.own_page", _("Please sign in first: this page is about you."))
