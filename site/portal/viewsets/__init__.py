"""What only the top of the house can list: the audit log, erasure, retention, open changes."""

from portal.viewsets.articles import ImportArticle
from portal.viewsets.audit import AuditListing, AuditViewSet
from portal.viewsets.content_checks import ContentChecks
from portal.viewsets.drafts import DraftPages
from portal.viewsets.erasures import ErasureViewSet
from portal.viewsets.retention import RetentionEdit, RetentionList

__all__ = [
    "AuditListing",
    "AuditViewSet",
    "ContentChecks",
    "DraftPages",
    "ErasureViewSet",
    "ImportArticle",
    "RetentionEdit",
    "RetentionList",
]
