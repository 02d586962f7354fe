"""Addresses that programs look for at the root, whatever the language."""

from django.urls import path

from portal.views.discovery import robots, sitemap, sitemap_index

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap-section"),
]
