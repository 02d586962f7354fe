"""The words of the kinds: the site's own and others', and what can never get into a mail."""

from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.db import transaction
from django.template.loader import get_template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from notices import actions
from notices.delivery import notify
from notices.enums import Channel, Kind
from notices.mails import mail_of
from notices.models import Delivery, Notice, Wording, WordingVersion
from notices.outcomes import WordingOutcome
from notices.placeholders import LABELS, PLACEHOLDERS, SENTENCES, fill, names_of, values_of
from notices.samples import FACTS, SAMPLES, sample_of
from notices.words import make_wordings, mistakes, nested, one_line, own_words, shipped, written
from people.models import User
from tests.factories import make_person

LANGUAGES = ["zh-hans", "en"]
BODY = "{title}。\n时间：{when}\n地点：{place}\n\n说明：\n{reason}"
nasty = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(list("\r\n\x0b\x0c\x1c\x85\u2028{}<>&\"'\u202e:=%")),
    ),
    max_size=60,
)


def wording(kind=Kind.CONFIRMED, language="zh-hans"):
    return Wording.objects.get(kind=kind, language=language)


def reword(by, subject="成功：{title}", body=BODY, **where):
    row = wording(**where)
    return actions.reword(by=by, wording=row, subject=subject, body=body, version=row.version)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("““两弹一星”研修班 第2期”的“自立”有调整", "“‘两弹一星’研修班 第2期”的“自立”有调整"),
        ("参加“走进“草原上的信箱””。\n到“我的”页", "参加“走进‘草原上的信箱’”。\n到“我的”页"),
        ("“开头没有合上\n““一”班”", "“开头没有合上\n“‘一’班”"),
    ],
)
def test_quotation_marks_within_others_are_single(text: str, expected: str) -> None:
    assert nested(text) == expected
    assert one_line(text.split("\n", 1)[0]) == expected.split("\n", 1)[0]


def test_every_kind_can_be_reworded():
    assert set(PLACEHOLDERS) == set(Kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_the_sites_own_words_can_be_gone_on_from(kind, language):
    subject, body = shipped(kind, language)
    assert mistakes(kind, subject, body) == {}
    sample = sample_of(kind, language)
    assert all(sample.values()), "the preview shows each of them"
    filled = fill(body, sample)
    assert "{" not in filled + fill(subject, sample)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_words_gone_on_from_say_what_the_sites_own_say(kind, language):
    """The two ways of writing the same notice, a template and its own text filled, agree."""
    person = User(last_name="林", first_name="吉安", language=language)
    values = {name: text for name, text in sample_of(kind, language).items() if name != "name"}
    values |= FACTS.get(kind, {})
    with translation.override(language):
        assert written(kind, person, values, {}) == written(
            kind, person, values, {language: shipped(kind, language)}
        )


def test_every_placeholder_has_a_meaning_and_a_sample():
    used = {name for kind in PLACEHOLDERS for name in names_of(kind)}
    assert used == set(LABELS) == set(SAMPLES) | SENTENCES


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sentence_is_declared_where_the_template_has_it(kind):
    partials = get_template(f"notices/{kind}.txt").template.extra_data.get("partials", {})
    assert set(partials) == SENTENCES & set(names_of(kind))


def test_own_words_hold_from_now_on(cast):
    context = {"title": "研修班", "place": "纪念馆", "reason": ""}
    result = reword(cast.admin)
    assert result.outcome == WordingOutcome.REWORDED
    notice = notify(person=cast.participant, kind=Kind.CONFIRMED, key="1", context=context)
    assert (notice.subject, notice.body) == ("成功：研修班", "研修班。\n地点：纪念馆")


@pytest.mark.django_db(transaction=True)
def test_changed_words_hold_from_their_commit_on_though_they_are_kept():
    person = make_person()
    assert own_words(Kind.CONFIRMED) == {}
    with transaction.atomic():
        reword(person)
        assert own_words(Kind.CONFIRMED) == {}, "not before"
    assert own_words(Kind.CONFIRMED)["zh-hans"][0] == "成功：{title}"
    actions.reset(by=person, wording=wording())
    assert own_words(Kind.CONFIRMED) == {}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_into_the_cache_before_the_commit(django_assert_num_queries):
    """In a cache within the database the key would be locked for all others until then."""
    key = "notices.own_words:confirmed"
    with transaction.atomic():
        assert own_words(Kind.CONFIRMED) == {}
        assert cache.get(key) is None
        # Whoever changes the words meanwhile is not undone: what is kept is read after the commit.
        Wording.objects.filter(pk=wording().pk).update(subject="成功", body="。")
    with django_assert_num_queries(0):
        assert own_words(Kind.CONFIRMED) == {"zh-hans": ("成功", "。")}
    cache.set(key, (0, {}), None)  # long ago
    assert own_words(Kind.CONFIRMED) == {"zh-hans": ("成功", "。")}


@pytest.mark.django_db(transaction=True)
def test_a_cache_that_is_away_stops_nobody(monkeypatch):
    def away(*_args, **_options):
        raise ConnectionError

    monkeypatch.setattr("notices.words.cache.get", away)
    monkeypatch.setattr("notices.words.cache.set", away)
    person = make_person()
    with transaction.atomic():
        assert reword(person).outcome == WordingOutcome.REWORDED
    assert own_words(Kind.CONFIRMED)["zh-hans"][0] == "成功：{title}"


def test_what_is_empty_takes_its_line_its_paragraph_and_its_remark_along():
    text = "甲\n时间：{when}（原定：{old_when}）\n\n说明：\n{reason}\n\n完"
    values = {"when": "周六", "old_when": "", "reason": ""}
    assert fill(text, values) == "甲\n时间：周六\n\n完"
    assert fill(text, values | {"old_when": "周五"}) == "甲\n时间：周六（原定：周五）\n\n完"


@pytest.mark.parametrize(
    ("subject", "body", "sentence"),
    [
        ("{titel}", "{reason}{title}", "没有 {titel}。可以使用：{name}、{title}、{reason}。"),
        ("好", "{title} { reason } {reason}", "花括号只用于占位符"),
        ("{{title}}", "{title}{reason}", "花括号只用于占位符"),
        ("{title.page}", "{title}{reason}", "花括号只用于占位符"),
        ("取消", "{title} 取消", "缺少 {reason}"),
    ],
)
def test_placeholders_are_checked_in_words(cast, subject, body, sentence):
    result = reword(cast.admin, subject, body, kind=Kind.CANCELLED)
    assert result.outcome == WordingOutcome.BAD_WORDS
    assert sentence in result.message
    assert not wording(Kind.CANCELLED).is_own


def test_words_are_put_back_and_the_history_keeps_them(cast):
    reword(cast.admin)
    assert reword(cast.admin).outcome == WordingOutcome.SAME_WORDS
    assert actions.reset(by=cast.admin, wording=wording()).outcome == WordingOutcome.RESET
    assert actions.reset(by=cast.admin, wording=wording()).outcome == WordingOutcome.SAME_WORDS
    kept = WordingVersion.objects.values_list("number", "subject", "by")
    assert list(kept) == [(2, "", cast.admin.pk), (1, "成功：{title}", cast.admin.pk)]
    assert not wording().is_own


def test_the_sites_own_words_typed_again_change_nothing(cast):
    subject, body = shipped(Kind.CONFIRMED, "zh-hans")
    assert reword(cast.admin, subject, body).outcome == WordingOutcome.SAME_WORDS


def test_who_was_slower_is_told(cast):
    row = wording()
    reword(cast.admin)
    result = actions.reword(by=cast.admin, wording=row, subject="乙", body="乙", version=0)
    assert result.outcome == WordingOutcome.CHANGED_MEANWHILE


def test_making_the_rows_again_adds_none(db):
    before = Wording.objects.count()
    make_wordings()
    assert Wording.objects.count() == before == len(PLACEHOLDERS) * 2


class Tags(HTMLParser):
    """Names of the elements of a document."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)


def tags_of(html):
    parser = Tags()
    parser.feed(html)
    return parser.found


@given(title=nasty, reason=nasty, family=nasty)
def test_values_never_become_headers_markup_or_placeholders(title, reason, family):
    person = User(last_name=family[:80], first_name="安", email="a@example.org")
    context = {"title": title, "reason": reason, "place": "{reason}", "when": "<b>"}
    own = {"zh-hans": ("成功：{title}", BODY)}
    values = values_of(person, context)
    for words in (own, {}):
        with translation.override("zh-hans"):
            subject, body = written(Kind.CONFIRMED, person, context, words)
        assert one_line(subject) == subject
        assert subject.isprintable() or not set(subject) & set("\r\n\x0b\x0c\x1c\x85\u2028\u202e")
        assert not set(body) & set("\r\x00\x0b\x85\u2028\u202e")
        assert "地点：{reason}" in body, "a value that looks like a placeholder stays as it is"
    assert "\n" not in values["title"] + values["name"]


@settings(max_examples=40, deadline=None)
@given(title=nasty, text=nasty, family=nasty)
def test_mails_hold_no_more_headers_and_elements_than_a_plain_one(title, text, family):
    plain, evil = sent("题", "文", "林"), sent(title, text, family)
    assert evil.keys() == plain.keys()
    assert set(tags_of(html_part(evil))) == set(tags_of(html_part(plain)))


def html_part(message):
    return message.get_body(("html",)).get_content()


def sent(title, text, family):
    """A message to somebody of that name as a mail server gets it, read anew."""
    person = User(last_name=family[:80], first_name="安", email="a@example.org")
    context = {"subject": title, "text": text + "\n文", "sender": family}
    with translation.override("zh-hans"):
        subject, body = written(Kind.MESSAGE, person, context, {})
    notice = Notice(
        recipient=person, kind=Kind.MESSAGE, subject=subject, body=body, language="zh-hans"
    )
    message = mail_of(Delivery(notice=notice, channel=Channel.MAIL))
    raw = message.message(policy=policy.SMTP).as_bytes()
    return BytesParser(policy=policy.default).parsebytes(raw)
