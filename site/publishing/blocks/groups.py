"""Under which heads the picker of blocks shows them."""

from django.utils.translation import pgettext_lazy

WORDS = pgettext_lazy("group of blocks", "Words")
PICTURES = pgettext_lazy("group of blocks", "Pictures and recordings")
RECORDS = pgettext_lazy("group of blocks", "From the records")
SHAPE = pgettext_lazy("group of blocks", "Arrangement")
