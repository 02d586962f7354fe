"""Addresses of reports."""

from django.urls import path

from reports import views

urlpatterns = [
    path("reports/", views.overview, name="reports"),
    path("reports/o/<oid:public_id>/", views.offering_report, name="report-offering"),
    path("reports/o/<oid:public_id>/all/", views.tour_report, name="report-tour"),
    path("reports/o/<oid:public_id>.xlsx", views.offering_file, name="report-file"),
]
