"""Pages for the search to find, and how long each query takes: in a process of its own."""

import json
import random
import re
import sys
from collections.abc import Iterable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from events.enums import OfferingState, PostingKind, SessionForm
from events.models import (
    EventIndexPage,
    EventKind,
    EventPage,
    Offering,
    SeatPool,
    SeatPosting,
    Session,
)
from portal.founding import found
from portal.models import ArticlePage, ColumnPage
from tests.bench.data import KINDS, make_units
from tests.bench.serving import migrate

ROUNDS, PORTION = 5, 1_000
STEPS, USUAL = 500_000, 28.0  # of a bare loop, and the milliseconds that a quiet processor takes
ONE_IN = 10  # pages is an event
WORDS = re.findall(
    r"\w+",
    """
    爱国 奋斗 精神 弘扬 科学 青年 沙龙 研修 现场 教学 纪念馆 顾炎武 沙家浜 国情 党性 教育
    人才 讲座 报告 历史 文化 长江 太湖 昆山 苏州 创新 服务 基层 治理 经济 数字 乡村 振兴
    生态 法治 安全 医疗 学校 企业 工匠 AI培训 2026年 museum
    """,
)


def lay_out(pages: int) -> None:
    """So many pages, their texts mixed of `WORDS`, in the site's own index."""
    found()
    locale = Locale.objects.get(language_code="zh-hans")
    columns = {
        ArticlePage: ColumnPage.objects.get(slug="articles", locale=locale),
        EventPage: EventIndexPage.objects.get(slug="events", locale=locale),
    }
    kinds = [EventKind.objects.get_or_create(slug=s, defaults={"name": n})[0] for s, n in KINDS]
    units, mixed = make_units(), random.Random(3)
    for first in range(0, pages, PORTION):
        portion: dict[Any, list[Any]] = {ArticlePage: [], EventPage: []}
        for number in range(first, min(first + PORTION, pages)):
            model = ArticlePage if number % ONE_IN else EventPage
            page = model(
                title="".join(mixed.choices(WORDS, k=4)) + str(number),
                slug=f"page-{number}",
                path=model._get_path(columns[model].path, columns[model].depth + 1, number + 1),
                depth=columns[model].depth + 1,
                url_path=f"{columns[model].url_path}page-{number}/",
                content_type=ContentType.objects.get_for_model(model),
                locale=locale,
                body=[("paragraph", f"<p>{'的'.join(mixed.choices(WORDS, k=80))}。</p>")],
            )
            if model is EventPage:
                page.kind = kinds[number // ONE_IN % len(kinds)]
            portion[model].append(page)
        for model, group in portion.items():
            keep(model, group)
            hold([page for page in group if model is EventPage], units)
            get_search_backend().get_index_for_model(model).add_items(model, group)
    for column in columns.values():
        # The column itself says that it has none yet.
        Page.objects.filter(pk=column.pk).update(numchild=Page.objects.child_of(column).count())


def keep(model: Any, pages: list[Any]) -> None:
    """Insert pages in few statements."""
    Page.objects.bulk_create([Page(**own(page, Page)) for page in pages])
    known = Page.objects.filter(slug__in=[page.slug for page in pages])
    keys = dict(known.values_list("slug", "pk"))
    for page in pages:
        page.pk = page.page_ptr_id = keys[page.slug]
    model.objects.all()._insert(pages, fields=model._meta.local_concrete_fields, using="default")


def own(page: Any, model: Any) -> dict[str, Any]:
    """The values of a page that stand in the table of `model`."""
    fields = model._meta.local_concrete_fields
    return {one.attname: getattr(page, one.attname) for one in fields if not one.primary_key}


def hold(pages: Iterable[Any], units: list[Any]) -> None:
    """Give each event a published offering of one session, in the last years or the next months."""
    now = timezone.now()
    offerings = Offering.objects.bulk_create(
        Offering(
            page_id=page.pk,
            state=OfferingState.PUBLISHED,
            lead_unit=units[page.pk % len(units)],
            needs_approval=False,
            opens_at=now + timedelta(days=page.pk % 800 - 640),
            closes_at=now + timedelta(days=page.pk % 800 - 601),
        )
        for page in pages
    )
    pools = SeatPool.objects.bulk_create(SeatPool(offering=one) for one in offerings)
    grant = {"kind": PostingKind.GRANT, "delta": 30}
    SeatPosting.objects.bulk_create(SeatPosting(pool=pool, **grant) for pool in pools)
    Session.objects.bulk_create(
        Session(
            offering=one,
            title="专题讲座",
            form=SessionForm.LECTURE,
            starts_at=one.closes_at + timedelta(days=1),
            ends_at=one.closes_at + timedelta(days=1, hours=2),
        )
        for one in offerings
    )


# Each with what is chosen beside it: a word in all pages, in half of them; a phrase; names by
# sound, by initials and in part; words together, another script, numbers, English; what is found
# nearly, by a part, or not at all; a sentence; nothing but marks; each facet, other pages.
QUERIES: tuple[dict[str, str], ...] = (
    *(
        {"q": query}
        for query in (
            "爱国", "的", "学", "爱国奋斗精神", "guyanwu", "gyw", "顾炎武纪念馆", "爱国 昆山",
            "没有此事", "魑魅魍魉", "愛國", "顧炎武紀念館", "昆山第3期", "第3期", "2026", "2026年",
            "苏州博物馆", "苏州大讲堂", "museums", "history of the museum", "AI培训", "ai", "jy",
            "suzhoubowuguan", "suzhoujiaoy", "szbwg", "xyzzyq", "！？……",
            "如何在苏州昆山弘扬爱国奋斗精神并开展青年人才研修现场教学活动",
        )
    ),
    *(
        {"q": "教育", name: value}
        for name, value in (
            ("type", "event"), ("kind", "lecture"), ("when", "past"), ("when", "coming"),
            ("registration", "open"), ("page", "2"), ("page", "15"),
        )
    ),
)  # fmt: skip
TYPED = ("爱国奋", "aiguof", "苏州博", "的", "xyzzyq")  # so far, and suggestions are wanted


def pace() -> float:
    """How many times longer than usual this machine takes at this moment; never less than one.

    Others share its processor, which takes up to three times as long from one minute to the next.
    """
    start = perf_counter()
    sum(step * step for step in range(STEPS))
    return max(1.0, (perf_counter() - start) * 1000 / USUAL)


def measure() -> tuple[dict[str, float], float]:
    """Milliseconds of each query at the usual pace, and how much slower the machine was.

    Of each the median of a few rounds. First what the page takes without a query.
    """
    client = Client(headers={"host": "localhost"})
    # What every page of the site needs is there, as for anyone but the first reader of a day.
    client.get("/search/", secure=True)
    asked = [("(the page alone)", "/search/")]
    asked += [(" ".join(query.values()), f"/search/?{urlencode(query)}") for query in QUERIES]
    asked += [(f"{q}…", f"/search/suggestions/?{urlencode({'q': q})}") for q in TYPED]
    figures, paces = {}, []
    for name, url in asked:
        taken = []
        for _ in range(ROUNDS):
            paces.append(pace())
            start = perf_counter()
            answer = client.get(url, secure=True)
            taken.append((perf_counter() - start) * 1000 / paces[-1])
            assert answer.status_code == 200, (url, answer.status_code)
        figures[name] = median(taken)
    return figures, median(paces)


def main() -> None:
    """Lay out and measure in this process's database; the figures are the last line."""
    articles = int(sys.argv[1])
    migrate()
    call_command("createcachetable", verbosity=0)
    lay_out(articles)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ms, slower = measure()
    found = {"vendor": connection.vendor, "articles": articles, "ms": ms, "slower": slower}
    print(json.dumps(found))
