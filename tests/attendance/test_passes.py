"""The pass: ours, foreign, forged, revoked."""

import pytest
from django.test import override_settings

from attendance.actions import mark_pass, replace_pass
from attendance.enums import MarkOutcome, Method, PassOutcome
from attendance.models import Attendance, Pass
from attendance.passes import looks_like_pass, pass_of, pass_text, read_pass
from media.qr import qr_matrix


def test_the_pass_is_made_once(cast, django_assert_num_queries):
    first = pass_of(cast.participant)
    with django_assert_num_queries(1):
        assert pass_of(cast.participant) == first


def test_the_text_reads_back_to_its_pass(cast):
    pass_ = pass_of(cast.participant)
    text = pass_text(pass_)
    assert text.startswith("YX1:")
    assert looks_like_pass(text)
    assert read_pass(text) == pass_
    assert len(qr_matrix(text)) == 25 + 8, "version 2: small enough for a scratched screen"


def test_a_scanner_that_types_through_an_input_method(cast):
    text = pass_text(pass_of(cast.participant))
    typed = text.lower().replace(":", "：") + "\r\n"
    assert looks_like_pass(typed)
    assert read_pass(typed) == pass_of(cast.participant)


def test_a_pass_marks_its_person(door):
    text = pass_text(pass_of(door.cast.participant))
    result = mark_pass(by=door.cast.organiser, session=door.session, text=text)
    assert result.outcome is MarkOutcome.MARKED
    assert result.record.registration == door.registration
    assert result.record.method == Method.PASS
    again = mark_pass(by=door.cast.organiser, session=door.session, text=text)
    assert again.outcome is MarkOutcome.ALREADY_MARKED


@pytest.mark.parametrize(
    "text", ["", "𠮷", "https://example.org/x", "YX1:", "YX1:ABC:DEF", "YX1:" * 9999]
)
def test_foreign_pass(door, text):
    result = mark_pass(by=None, session=door.session, text=text)
    assert result.outcome is MarkOutcome.UNKNOWN_PASS


def test_forged_pass(door):
    genuine = pass_text(pass_of(door.cast.participant))
    prefix, serial, tag = genuine.split(":")
    other = pass_of(door.cast.colleague).serial.upper()
    wrong = "A" if tag[-1] != "A" else "B"
    for text in (f"{prefix}:{other}:{tag}", f"{prefix}:{serial}:{tag[:-1]}{wrong}"):
        assert (
            mark_pass(by=None, session=door.session, text=text).outcome is MarkOutcome.UNKNOWN_PASS
        )
    assert not Attendance.objects.exists()


def test_a_pass_of_another_site_is_forged(cast):
    text = pass_text(pass_of(cast.participant))
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert read_pass(text) is None
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert read_pass(text) == pass_of(cast.participant)


def test_revoked_pass(door):
    person = door.cast.participant
    old = pass_text(pass_of(person))
    result = replace_pass(by=person, person=person)
    assert result.outcome is PassOutcome.REPLACED
    assert pass_of(person) == result.record
    assert mark_pass(by=None, session=door.session, text=old).outcome is MarkOutcome.REVOKED_PASS
    assert mark_pass(by=None, session=door.session, text=pass_text(result.record)).ok
    assert Pass.objects.filter(person=person, revoked_at=None).count() == 1


def test_the_pass_of_someone_not_registered(door):
    text = pass_text(pass_of(door.cast.stranger))
    result = mark_pass(by=None, session=door.session, text=text)
    assert result.outcome is MarkOutcome.NOT_REGISTERED
    assert "远方" in result.message


def test_ones_own_pass_is_replaced_by_a_button(client, door):
    old = pass_text(pass_of(door.cast.participant))
    client.force_login(door.cast.participant)
    page = client.get("/me/pass/").content.decode()
    assert "/me/pass/replace/" in page
    assert client.get("/me/pass/replace/").status_code == 405
    done = client.post("/me/pass/replace/", follow=True)
    assert done.redirect_chain == [("/me/pass/", 302)]
    by, session = door.cast.organiser, door.session
    assert mark_pass(by=by, session=session, text=old).outcome is MarkOutcome.REVOKED_PASS
    new = pass_text(pass_of(door.cast.participant))
    assert mark_pass(by=by, session=session, text=new).ok
