"""Articles for the search to find, and how long each query takes: in a process of its own."""

import json
import random
import re
import sys
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from portal.founding import found
from portal.models import ArticlePage, ColumnPage
from tests.bench.serving import migrate

ROUNDS, PORTION = 5, 1_000
WORDS = re.findall(
    r"\w+",
    """
    爱国 奋斗 精神 弘扬 科学 青年 沙龙 研修 现场 教学 纪念馆 顾炎武 沙家浜 国情 党性 教育
    人才 讲座 报告 历史 文化 长江 太湖 昆山 苏州 创新 服务 基层 治理 经济 数字 乡村 振兴
    生态 法治 安全 医疗 学校 企业 工匠
    """,
)
# A word in half of all articles, one in all of them, a phrase, names by sound and by initials, two
# words, what is not there, another script, a number; what is found nearly or by a part.
QUERIES = (
    "爱国",
    "的",
    "爱国奋斗精神",
    "guyanwu",
    "gyw",
    "顾炎武纪念馆",
    "爱国 昆山",
    "没有此事",
    "愛國",
    "昆山第3期",
    "苏州博物馆",
    "museums",
)


def lay_out(articles: int) -> None:
    """So many articles in the column, their texts mixed of `WORDS`, in the site's own index."""

    found()
    locale = Locale.objects.get(language_code="zh-hans")
    column = ColumnPage.objects.get(slug="articles", locale=locale)
    kind = ContentType.objects.get_for_model(ArticlePage)
    mixed = random.Random(3)
    index = get_search_backend().get_index_for_model(ArticlePage)
    start = column.numchild
    for first in range(0, articles, PORTION):
        pages = [
            ArticlePage(
                title="".join(mixed.choices(WORDS, k=4)) + str(number),
                slug=f"article-{number}",
                path=ArticlePage._get_path(column.path, column.depth + 1, start + number + 1),
                depth=column.depth + 1,
                url_path=f"{column.url_path}article-{number}/",
                content_type=kind,
                locale=locale,
                body=[("paragraph", f"<p>{'的'.join(mixed.choices(WORDS, k=80))}。</p>")],
            )
            for number in range(first, min(first + PORTION, articles))
        ]
        Page.objects.bulk_create([Page(**own(page, Page)) for page in pages])
        keys = dict(
            Page.objects.filter(slug__in=[page.slug for page in pages]).values_list("slug", "pk")
        )
        for page in pages:
            page.pk = page.page_ptr_id = keys[page.slug]
        fields = ArticlePage._meta.local_concrete_fields
        ArticlePage.objects.all()._insert(pages, fields=fields, using="default")
        index.add_items(ArticlePage, pages)
    Page.objects.filter(pk=column.pk).update(numchild=start + articles)


def own(page: Any, model: Any) -> dict[str, Any]:
    """The values of a page that stand in the table of `model`."""
    fields = model._meta.local_concrete_fields
    return {one.attname: getattr(page, one.attname) for one in fields if not one.primary_key}


def measure() -> dict[str, float]:
    """Milliseconds of each query: the median of a few rounds."""
    client = Client(headers={"host": "localhost"})
    # What every page of the site needs is there, as for anyone but the first reader of a day.
    client.get("/search/", secure=True)
    figures = {}
    for query in QUERIES:
        taken = []
        for _ in range(ROUNDS):
            start = perf_counter()
            answer = client.get(f"/search/?{urlencode({'q': query})}", secure=True)
            taken.append((perf_counter() - start) * 1000)
            assert answer.status_code == 200, (query, answer.status_code)
        figures[query] = median(taken)
    return figures


def main() -> None:
    """Lay out and measure in this process's database; the figures are the last line."""
    articles = int(sys.argv[1])
    migrate()
    call_command("createcachetable", verbosity=0)
    lay_out(articles)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps({"vendor": connection.vendor, "articles": articles, "ms": measure()}))
