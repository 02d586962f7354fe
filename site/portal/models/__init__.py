"""Page types of the portal."""

from portal.models.articles import ArticlePage, ColumnPage
from portal.models.campaigns import CampaignPage
from portal.models.home import HomePage
from portal.models.standard import StandardPage

__all__ = ["ArticlePage", "CampaignPage", "ColumnPage", "HomePage", "StandardPage"]
