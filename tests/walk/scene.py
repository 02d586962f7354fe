"""One of everything that an address can be about, and everybody who may come to it.

What is walked is led by the city, so that its organiser reaches it, the district below and the
sibling city do not. Every text is Chinese alone: an English page must say so where it shows one.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone

from attendance.actions import mark, take_roster
from attendance.enums import Method
from attendance.models import Appeal, Attendance, DeskToken, LeaveRequest, MakeUp
from calendars.actions import make_feed
from calendars.models import Feed
from essays import actions as essays
from essays.models import (
    Essay,
    EssayCollectionPage,
    EssayTask,
    EssayUpload,
    Publication,
    Recusal,
    ReviewComment,
    SimilarEssay,
)
from events.enums import OfferingState
from events.models import Offering, Session, Venue, VenueIndexPage, VenuePage
from kernel.exports import ask_export
from kernel.models import DataExport, ErasureRequest, ListExport
from kernel.own_data import ask_copy, ask_erasure
from notices.channels import lay_out
from notices.delivery import notify
from notices.enums import Kind
from notices.models import Notice
from people import actions as people
from people.enums import Role, UnitKind
from people.groups import ensure_groups, sync_groups
from people.models import JoinRequest, Membership, PersonalToken, Unit
from portal.founding import found, translate
from portal.models import ArticlePage, ColumnPage, StandardPage
from publishing.models import SitePage
from publishing.tabular.models import SheetImport
from registration.enums import RegistrationState
from registration.models import Answer, HandOver, Question, Registration, TransferProposal
from registration.question_kinds import QuestionKind
from tests.factories import (
    Cast,
    make_answer,
    make_course,
    make_event,
    make_offering,
    make_person,
    make_question,
    make_registration,
    make_session,
    make_speaker,
    make_task,
    make_topic,
    make_unit,
    make_venue,
)
from tests.walk.absence import (
    make_scene_appeal,
    make_scene_leave,
    make_scene_makeup,
    make_scene_site,
)
from tests.walk.blocks import BODY, make_campaign, whole_library
from tests.walk.essays import TEXT, make_called, make_sent_file, make_similar
from tests.walk.handing import make_scene_hand_over
from tests.walk.publishing import make_published
from tests.walk.reviewing import make_comment, make_judged, make_recusal, make_returned
from tests.walk.visiting import make_visit


@dataclass(frozen=True)
class Scene:
    """Records by what they are, persons by their role."""

    people: dict[str, Any]
    unit: Unit
    offering: Offering
    draft: Offering
    session: Session
    venue: Venue
    attendance: Attendance
    desk: DeskToken
    leave: LeaveRequest
    appeal: Appeal
    makeup: MakeUp
    task: EssayTask
    other_task: EssayTask
    essay: Essay
    submitted: Essay
    similar: SimilarEssay
    copied: Essay
    accepted: Essay
    publication: Publication
    returned: Essay
    comment: ReviewComment
    judged: Essay
    recusal: Recusal
    sent_file: EssayUpload
    called: Essay
    notice: Notice
    feed: Feed
    token: str
    membership: Membership
    request: JoinRequest
    invitation: str
    personal_token: PersonalToken
    copy: DataExport
    spreadsheet: ListExport
    erasure: ErasureRequest
    proposal: TransferProposal
    hand_over: HandOver
    registration: Registration
    nominee: Registration
    question: Question
    answer: Answer


def make_scene(cast: Cast) -> Scene:
    """Everything, once a test."""
    found()
    venue = make_venue("沙家浜革命历史纪念馆", address="芦苇荡路1号")
    course = make_course("国情研修班", summary="三天，两地，一次对话。", body=BODY)
    offering = make_offering(unit=cast.city, page=course, sessions=2, admits_nominated=True)
    begun = timezone.now() - timedelta(minutes=5)
    session = make_session(offering, starts_at=begun, title="开班第一课", venue=venue)
    session.speaker = make_speaker("钱致远")
    session.topic = make_topic("强国之路", "昆山市委党校", themes=("国情",))
    session.save()
    draft = make_offering(unit=cast.city, page=course, label="第2期", state=OfferingState.DRAFT)
    registration = make_registration(offering, cast.participant)
    answer = make_answered_file(registration)
    other = make_registration(offering, cast.colleague)
    make_registration(
        make_offering(unit=cast.city, page=make_event("走进沙家浜", body=BODY)),
        cast.participant,
        RegistrationState.WAITLISTED,
    )
    task, other_task = make_task(offering), make_task(offering, title="现场笔记")
    essay = essays.start(by=cast.participant, task=task).record
    submitted = essays.start(by=cast.colleague, task=task).record
    essays.submit(
        by=cast.colleague, essay=submitted, title="复核人一栏", text=TEXT, version=0, original=True
    )
    submitted.refresh_from_db()
    similar = make_similar(cast, offering, submitted)
    mark(by=cast.organiser, session=session, registration=other, method=Method.SEARCH)
    made = make_feed(by=cast.participant, name="我的手机", language="zh-hans")
    SheetImport.objects.create(
        by=cast.organiser, table="people", language="zh-hans", file_name="名单.xlsx"
    )
    personal = people.make_token(by=cast.participant, name="办公室表格", scope="read", days=30)
    make_pages(venue)
    make_visit(cast, offering, session)
    publication = make_published(cast, offering)
    appeal = make_scene_appeal(registration)
    make_scene_site(offering)
    return Scene(
        people=people_of(cast),
        unit=cast.unit,
        offering=offering,
        draft=draft,
        session=session,
        venue=venue,
        attendance=Attendance.objects.get(registration=other),
        leave=make_scene_leave(registration),
        appeal=appeal,
        makeup=make_scene_makeup(appeal, session),
        desk=take_roster(by=cast.organiser, sessions=[session]).record,
        task=task,
        other_task=other_task,
        essay=essay,
        submitted=submitted,
        similar=similar,
        copied=similar.check_of.revision.essay,
        accepted=publication.essay,
        publication=publication,
        returned=make_returned(cast, offering, TEXT),
        comment=make_comment(cast, submitted),
        judged=make_judged(cast, offering, TEXT),
        recusal=make_recusal(cast),
        sent_file=make_sent_file(essay),
        called=make_called(cast),
        notice=make_notice(cast.participant, registration),
        feed=made.record,
        token=made.details["token"],
        membership=Membership.objects.filter(user=cast.participant).earliest("pk"),
        request=people.ask_to_join(
            by=cast.stranger, person=cast.stranger, unit=cast.unit, message="我是采编部的"
        ).record,
        invitation=people.invite(by=cast.liaison, unit=cast.unit, days=7).details["secret"],
        personal_token=personal.record,
        copy=ask_copy(by=cast.participant).record,
        spreadsheet=ask_export(
            by=cast.organiser, title="人员名册", path="/admin/people/?export=xlsx", rows=9
        ).record,
        erasure=ask_erasure(by=cast.participant).record,
        proposal=TransferProposal.objects.create(
            offering=offering,
            source=cast.unit,
            target=cast.other_unit,
            number=1,
            proposed_by=cast.liaison,
        ),
        hand_over=make_scene_hand_over(cast),
        registration=other,
        nominee=make_registration(
            offering, make_person("被荐人", cast.unit), RegistrationState.NOMINATED, rank=1
        ),
        question=answer.question,
        answer=answer,
    )


def people_of(cast: Cast) -> dict[str, Any]:
    """Who walks, by the name of their column in docs/permissions.md; each in a role's groups."""
    ensure_groups()
    sibling = make_unit("成都市", kind=UnitKind.AREA)
    walkers = {
        "anonymous": AnonymousUser(),
        "stranger": cast.stranger,
        "participant": cast.participant,
        "liaison": cast.liaison,
        "reviewer": cast.reviewer,
        "organiser below": cast.district_organiser,
        "organiser": cast.organiser,
        "organiser elsewhere": make_person("蜀平", sibling, Role.ORGANISER),
        "auditor": make_person("审之", cast.city, Role.AUDITOR),
        "editor": cast.editor,
        "administrator": cast.admin,
    }
    for person in walkers.values():
        if person.is_authenticated:
            sync_groups(person)
    return walkers


def make_pages(venue: Venue) -> None:
    """One page of each type, in Chinese and, without a text of its own, in English."""
    home = found()
    venues = VenueIndexPage.objects.get(locale=home.locale)
    venues.add_child(
        instance=VenuePage(title=venue.name, slug="shajiabang", venue=venue, body=BODY)
    )
    articles = ColumnPage.objects.get(slug="articles", locale=home.locale)
    column = articles.add_child(instance=ColumnPage(title="现场", slug="on-site"))
    column.add_child(instance=ArticlePage(title="两道粉笔印", slug="two", body=whole_library()))
    make_campaign(home)
    column.add_child(instance=EssayCollectionPage(title="文集", slug="collected"))
    home.add_child(instance=StandardPage(title="关于", slug="about", body=BODY))
    for number, page in enumerate(published("zh-hans")):
        translate(page, title=f"Page {number}", summary="", body=[])


def make_answered_file(registration: Any) -> Answer:
    """The offering asks for a slip, and the participant has answered with a file."""
    question = make_question(registration.offering, QuestionKind.FILE, label="回执")
    answer = make_answer(registration, question, {"name": "回执.pdf", "size": 8})
    answer.file.save("slip.pdf", ContentFile(b"%PDF-1.7"))
    return answer


def make_notice(person: Any, registration: Any) -> Notice:
    """One in the inbox, unread."""
    path = registration.offering.get_absolute_url()
    context = {
        "offering": registration.offering,
        "title": "国情研修班",
        "registration": registration,
    }
    notice = notify(
        person=person,
        kind=Kind.CONFIRMED,
        key="scene",
        path=path,
        context=context,
        topic=registration.offering.public_id,
    )
    assert notice is not None
    lay_out([notice.pk])
    return notice


def published(language: str) -> list[Any]:
    """All published pages in a language."""
    return [
        page
        for model in SitePage.__subclasses__()
        for page in model.objects.live().filter(locale__language_code=language)
    ]
