import pytest
from wagtail.models import Page, Site
@pytest.mark.django_db(transaction=True)
def test_commits(): Page.objects.all().delete()
@pytest.mark.django_db(transaction=True)
def test_after(): assert Page.objects.exists() and Site.objects.exists()
@pytest.mark.django_db(databases=["default","sqlite"], transaction=True)
def test_sq(on_sqlite):
    assert on_sqlite.vendor=="sqlite"; Page.objects.all().delete()
@pytest.mark.django_db(databases=["default","sqlite"], transaction=True)
def test_sq2(on_sqlite): assert Page.objects.exists()
