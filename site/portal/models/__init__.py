"""Page types of the portal, and the step of a workflow that a unit takes."""

from portal.models.articles import ArticlePage, ColumnPage
from portal.models.campaigns import CampaignPage
from portal.models.home import HomePage
from portal.models.standard import StandardPage
from portal.models.unit_review import UnitReview

__all__ = ["ArticlePage", "CampaignPage", "ColumnPage", "HomePage", "StandardPage", "UnitReview"]
