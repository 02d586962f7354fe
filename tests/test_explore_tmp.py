from django.test import Client
from django.urls import reverse
import re
def test_x(scene):
    from tests.walk.scene import published
    for lang in ("zh-hans","en"):
        for p in published(lang):
            r=Client().get(p.url); print(r.status_code,p.url)
