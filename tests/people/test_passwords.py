"""Passwords that are guessed first here are refused in words; good ones are not."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from people.models import User
from people.passwords import GUESSES, facts_of, guesses, weak_words
from tests.factories import Cast

WEAK = [
    "woaini1314",
    "woaini521",
    "woaini1314520",
    "a123456789",
    "qq123456",
    "5201314520",
    "wang123456",
    "zhangwei1985",
    "1qaz2wsx",
    "asd123456",
    "wodemima",
    "mima123456",
    "kunshan2026",
    "zhongguo",
    "caonima123",
    "Zhangwei@123",
    "weirenminfuwu1949",
    "xuexiqiangguo",
    "dangyuan1921",
    "abcd1234",
    "88888888a",
    "qwer1234",
    "nihao123",
    "suzhou2026",
    "liming1990",
    "p@ssw0rd",
]
GOOD = [
    "study-hard-4711",
    "dui-ye-shu-2026",
    "qing-feng-4711",
    "gu-su-men-4711",
    "study-demo-2026",
    "chunjiangchaoshui",
    "xk3v9qptm",
    "石湖串月夜渡船头听雨",
    "correct-horse-battery",
]
PERSON = User(
    last_name="林",
    first_name="建国",
    phone="+8613912345678",
    email="linjg@example.org",
    number="320583",
)


@pytest.mark.parametrize("password", WEAK)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_good_one_is_taken(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["Linjianguo88", "jianguolin1", "linjg2026!", "lin12345678", "13912345678a", "ljg345678"],
)
def test_what_others_know_of_a_person_is_refused_to_that_person(password: str) -> None:
    assert guesses(password, facts_of(PERSON)) < GUESSES


def test_a_unit_is_no_password(cast: Cast, db: Any) -> None:
    for password in ("kunshanshitushuguan", "tushuguan2026", "ksstsg2026"):
        with pytest.raises(ValidationError):
            validate_password(password, cast.participant)


def test_one_persons_words_are_not_kept_for_the_next() -> None:
    before = guesses("xk3v9qptm")
    assert guesses("xk3v9qptm", ("xk3v9qptm",)) < 10
    assert guesses("xk3v9qptm") == before


@given(st.text(max_size=200))
def test_any_text_is_judged(password: str) -> None:
    assert guesses(password) >= 1


def test_the_list_holds_every_word_once() -> None:
    words = weak_words()
    assert len(words) == len(set(words))
    assert {"woaini", "5201314", "zhuang", "nv"} <= set(words)
    assert all(word == word.lower() and word.isascii() for word in words)


@pytest.mark.django_db
def test_sign_up_knows_the_name_that_was_typed(client: Client) -> None:
    form = {"last_name": "欧阳", "first_name": "修竹", "contact": "x@example.org"}
    answer = client.post(reverse("account_signup"), form | {"password1": "ouyangxiuzhu"})
    [error] = answer.context["form"].errors["password1"]
    assert "姓名" in error
