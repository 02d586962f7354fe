"""Chinese search: what is written is found, by a word, a part of one, or a single character."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from media.models import CustomDocument
from publishing import ranking
from publishing.asking import Loosely, Nearly
from publishing.grams import index_text, words_of
from publishing.passages import marked, named, passage, terms_of
from publishing.romanised import divided
from tests.factories import make_course, make_event

ROOT = Path(__file__).resolve().parents[2]
TITLES = (
    "弘扬爱国奋斗精神",
    "国情研修班（第3期）",
    "Python 与数据：青年学者沙龙",
    "𠮷田先生与䶮字",
    "𬒈字考：甲骨与新字",
    "ＡＩ时代的科学家",
)


@pytest.fixture
def pages(db):
    """Six pages and one that only mentions a word in its text."""
    found = {title: make_event(title) for title in TITLES}
    body = [("paragraph", "<p>老师讲起爱国的故事，谁都没有说话。</p>")]
    found["草原上的信箱"] = make_event("草原上的信箱", summary="听一段往事", body=body)
    return found


def titles(query):
    """Titles found for a query, best first."""
    return [page.title for page in Page.objects.live().search(query)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("爱国奋斗", "弘扬爱国奋斗精神"),
        ("弘扬爱国奋斗精神", "弘扬爱国奋斗精神"),
        ("国情研修班", "国情研修班（第3期）"),
        ("情", "国情研修班（第3期）"),
        ("第3期", "国情研修班（第3期）"),
        ("python", "Python 与数据：青年学者沙龙"),
        ("PYTHON沙龙", "Python 与数据：青年学者沙龙"),
        ("青年 数据", "Python 与数据：青年学者沙龙"),
        ("𠮷田", "𠮷田先生与䶮字"),
        ("䶮", "𠮷田先生与䶮字"),
        ("𬒈", "𬒈字考：甲骨与新字"),
        ("AI时代", "ＡＩ时代的科学家"),
        ("ＡＩ时", "ＡＩ时代的科学家"),
    ],
)
def test_a_part_of_what_is_written_finds_it(pages, query, title):
    assert titles(query) == [title]


@pytest.mark.parametrize(
    "query",
    [
        "guyanwu",
        "gyw",
        "gywgj",
        "guyanw",
        "guju",
        "Gu Yanwu",
        "顧炎武",
        "顧炎武故居",
        "故居 guyanwu",
        "gj",
        "gù yán wǔ",
        "GùYánWǔ",
    ],
)
def test_a_name_is_found_by_its_sound_and_in_traditional_form(pages, query):
    make_event("顾炎武故居")
    assert titles(query)[0] == "顾炎武故居"


def test_what_is_written_so_comes_before_what_only_sounds_so(pages):
    assert titles("ai") == ["ＡＩ时代的科学家", "弘扬爱国奋斗精神"]


@pytest.mark.parametrize("query", ["wuyangu", "gwy", "guguyanwu"])
def test_another_sound_is_another_name(pages, query):
    make_event("顾炎武故居")
    assert titles(query) == []


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("xian", ["xian"]),
        ("fangan", ["fang", "an"]),
        ("shajiabang", ["sha", "jia", "bang"]),
        ("lvyou", ["lv", "you"]),
    ],
)
def test_letters_are_read_as_few_syllables(letters, first):
    assert divided(letters)[0] == first


def test_letters_that_divide_in_two_ways_mean_both(pages):
    for title in ("县志", "西安事变", "先贤"):
        make_event(title)
    assert {"县志", "西安事变", "先贤"} <= set(titles("xian"))


def test_a_page_in_traditional_characters_is_found_in_simplified_ones(pages):
    make_event("愛國奮鬥精神")
    assert set(titles("爱国奋斗")) == {"愛國奮鬥精神", "弘扬爱国奋斗精神"}


def test_the_title_counts_for_more_than_the_text(pages):
    assert titles("爱国") == ["弘扬爱国奋斗精神", "草原上的信箱"]


@pytest.mark.parametrize("query", ["国爱", "奋爱国", "班修研", "zzz", "爱国 zzz"])
def test_what_is_not_written_is_not_found(pages, query):
    assert titles(query) == []


@pytest.mark.parametrize(
    "query",
    ["!!!", '"', "'", "''", '"a" OR b*', "a:b", "(", "NEAR(a b)", "%", "%s", "\\", "*", "-爱国-",
     "爱国\u200b", "🙂", "，。", "AND", "a" * 5000, "爱" * 3000],
)  # fmt: skip
def test_odd_input_is_safe(pages, query):
    assert len(titles(query)) <= len(pages) + 4


def test_few_of_one_section_are_found_among_many(pages, monkeypatch):
    monkeypatch.setattr(ranking, "MOST", 3)
    for number in "甲乙丙丁":
        make_event(f"爱国讲座{number}")
    assert len(Page.objects.live().search("爱国")) == 6
    section = Page.objects.filter(pk=pages["草原上的信箱"].pk)
    assert [page.title for page in section.search("爱国")] == ["草原上的信箱"]


@pytest.mark.parametrize(
    "query", ["第3期", "第三期", "3期", "三期", "国情研修班第三期", "国情 三期"]
)
def test_numbers_are_found_however_they_are_written(pages, query):
    make_event("党史讲座（第四期，13周）")
    assert titles(query) == ["国情研修班（第3期）"]


@pytest.mark.parametrize("query", ["58场", "五十八场", "2026年", "2026年秋季", "11月28日"])
def test_figures_and_what_follows_without_a_space(pages, query):
    make_event("2026年秋季五十八场巡讲，11月28日起")
    make_event("1126年冬季八场，1月28日起")
    assert titles(query) == ["2026年秋季五十八场巡讲，11月28日起"]


@pytest.mark.parametrize(
    "query",
    [
        "苏州博物馆",
        "苏州市革命博物馆",
        "苏州的革命博物馆",
        "苏州各命博物馆",
        "革明博物馆",
        "苏州革命博物院",
        "怎么去革命博物馆",
        "suzhougemi",
        "museums of Revolutions",
    ],
)
def test_what_comes_near_is_found(pages, query):
    make_event("苏州革命博物馆", summary="A museum of the revolution")
    make_event("苏州大学与革命")
    found = get_search_backend().search(Nearly(query, clipped=True), Page.objects.live())
    assert [page.title for page in found] == ["苏州革命博物馆"]
    assert titles(query) == []


@pytest.mark.parametrize("query", ["爱国党争", "沙家浜", "国奋爱扬", "zzzz", "!!!", "怎么样"])
def test_what_is_not_near_is_not_found(pages, query):
    found = get_search_backend().search(Nearly(query, clipped=False), Page.objects.live())
    assert [page.title for page in found if page.title != "草原上的信箱"] == []


def test_an_index_page_is_found_by_its_name(pages):
    assert titles("研修班") == ["研修班", "国情研修班（第3期）"]


@pytest.mark.parametrize("loose", [False, True])
def test_a_query_of_very_many_words_is_safe(pages, loose):
    words = " ".join(chr(0x4E00 + number) for number in range(150))
    query = Loosely(words) if loose else words
    assert len(get_search_backend().search(query, Page.objects.live())) <= len(pages) + 4


def test_any_part_is_enough_when_searched_loosely(pages):
    found = get_search_backend().search(Loosely("爱国的汽车"), Page.objects.live())
    assert {page.title for page in found} == {"弘扬爱国奋斗精神", "草原上的信箱"}
    sentence = Loosely("先生讲科学家与爱国奋斗的精神往事")
    found = get_search_backend().search(sentence, Page.objects.live())
    assert {page.title for page in found[:2]} == {"弘扬爱国奋斗精神", "ＡＩ时代的科学家"}
    found = get_search_backend().search(Loosely("fendouzheaiguo"), Page.objects.live())
    assert [page.title for page in found] == ["弘扬爱国奋斗精神"]


def test_the_editors_search_reads_chinese_too(pages):
    assert {p.title for p in Page.objects.autocomplete("爱国")} == {"弘扬爱国奋斗精神"}
    assert {p.title for p in Page.objects.autocomplete("国情研")} == {"国情研修班（第3期）"}
    assert {p.title for p in Page.objects.autocomplete("pyth")} == {"Python 与数据：青年学者沙龙"}
    assert {p.title for p in Page.objects.search("爱国", fields=["title"])} >= {"弘扬爱国奋斗精神"}


def test_the_admins_pages_find_chinese(pages, cast, client):
    client.force_login(cast.admin)
    found = client.get("/admin/pages/search/results/", {"q": "爱国"})
    assert "弘扬爱国奋斗精神" in found.text
    chooser = client.get("/admin/choose-page/search/", {"q": "研修"})
    assert "国情研修班" in chooser.text


def test_documents_are_found_in_choosers(db):
    CustomDocument.objects.create(title="现场教学安全须知", file="x.pdf")
    found = get_search_backend().autocomplete("安全", CustomDocument)
    assert [document.title for document in found] == ["现场教学安全须知"]


def test_a_topic_finds_its_course(db):
    course = make_course("专题班")
    course.topics.create(title="草原深处的爆轰试验")
    course.save_revision().publish()
    assert titles("爆轰试验") == ["专题班"]


def test_what_the_index_keeps():
    assert index_text("爱国，奋斗") == "爱国 奋斗 国 奋 斗 爱"
    assert index_text("学Python3年") == "学 python3 年 学 年"
    assert index_text("𠮷田") == "x20bb7x田 x20bb7x 田"
    assert index_text(None) == ""
    assert words_of("“两弹一星”精神 2026") == ["两弹一星", "精神", "2026"]


def test_the_passage_shows_where_it_was_found():
    text = "前面很长的一段话。" * 20 + "他说爱国不是口号。" + "后面也很长。" * 30
    parts = passage(["", "标题", text], "爱国")
    assert [part.text for part in parts if part.marked] == ["爱国"]
    assert parts[0].text.startswith("…")
    assert len("".join(part.text for part in parts)) < 140


def test_a_passage_sets_no_space_after_chinese_punctuation():
    parts = passage(["他说爱国。\n\n不是口号。 Read on. Twice."], "爱国")
    assert "".join(part.text for part in parts) == "他说爱国。不是口号。Read on. Twice."


def test_marks_stand_on_what_was_written():
    parts = marked("顧炎武與ＡＩ", terms_of("顾炎武 ai"))
    assert [(part.text, part.marked) for part in parts] == [
        ("顧炎武", True),
        ("與", False),
        ("ＡＩ", True),
    ]


@pytest.mark.parametrize("asked", ["shajiabang", "shājiā", "shaji", "sjb", "Sha Jia"])
def test_what_was_heard_is_marked(asked):
    written = "".join(part.text for part in named("走进沙家浜", asked) if part.marked)
    assert written
    assert written in "沙家浜"
    assert [part.marked for part in named("走进虞山", asked)] == [False]


def test_pairs_of_one_word_are_one_mark():
    parts = marked("苏州革命博物馆", terms_of("苏州市博物馆"))
    assert [part.text for part in parts if part.marked] == ["苏州", "博物馆"]


def test_marks_lose_nothing():
    parts = marked("学习 PYTHON 与爱国", ["python", "爱国"])
    assert "".join(part.text for part in parts) == "学习 PYTHON 与爱国"
    assert [part.text for part in parts if part.marked] == ["PYTHON", "爱国"]


@pytest.mark.postgres
@pytest.mark.sweep
def test_all_of_this_holds_on_sqlite():
    """Wagtail chooses the index's tables once a process, so the other engine gets its own one."""
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-m", "not postgres", __file__]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
