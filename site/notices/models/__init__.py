"""Records of the room: notices and their deliveries, what persons chose, the words of the kinds."""

from notices.models.choice import Choice, DigestPlan
from notices.models.delivery import Delivery
from notices.models.notice import Notice
from notices.models.wording import Wording, WordingVersion

__all__ = ["Choice", "Delivery", "DigestPlan", "Notice", "Wording", "WordingVersion"]
