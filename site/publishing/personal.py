"""What the back office holds about a person: settings, history, comments, imports they brought."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from kernel.privacy import PersonalData, Section, from_sections
from publishing.tabular.models import SheetImport

OF_THE_SITE = _("Stays with the site, without your name.")
GOES = _("Goes.")
_LOG_LEFT_OUT = {
    "user": "this person",
    "content_type": "said by the label",
    "uuid": "ties the rows of one act together",
    "revision": "the section of saved versions shows it",
    "content_changed": "said by the action",
    "deleted": "said by the action",
    "data": "the page's own words before and after",
}
SECTIONS = (
    Section(
        "back_office",
        _("Your settings in the back office"),
        UserProfile,
        lambda person: UserProfile.objects.filter(user=person),
        {
            "preferred_language": _("Language"),
            "current_time_zone": _("Time zone"),
            "avatar": _("Picture"),
            "theme": _("Colours"),
            "contrast": _("Contrast"),
            "density": _("Density"),
            "keyboard_shortcuts": _("Keyboard shortcuts"),
            "submitted_notifications": _("Mail about pages handed in"),
            "approved_notifications": _("Mail about pages approved"),
            "rejected_notifications": _("Mail about pages refused"),
            "updated_comments_notifications": _("Mail about comments"),
        },
        GOES,
        {"user": "this person", "dismissibles": "which hints of the back office were closed"},
    ),
    Section(
        "page_history",
        _("What you did to pages"),
        PageLogEntry,
        lambda person: PageLogEntry.objects.filter(user=person).order_by("timestamp", "pk"),
        {"timestamp": _("When"), "action": _("What"), "label": _("Page")},
        OF_THE_SITE,
        _LOG_LEFT_OUT | {"page": "said by the label"},
    ),
    Section(
        "record_history",
        _("What you did to records in the back office"),
        ModelLogEntry,
        lambda person: ModelLogEntry.objects.filter(user=person).order_by("timestamp", "pk"),
        {"timestamp": _("When"), "action": _("What"), "label": _("Record")},
        OF_THE_SITE,
        _LOG_LEFT_OUT | {"object_id": "said by the label"},
    ),
    Section(
        "page_comments",
        _("Your comments on pages"),
        Comment,
        lambda person: Comment.objects.filter(user=person).select_related("page").order_by("pk"),
        {
            "page": _("Page"),
            "text": _("Text"),
            "created_at": _("When"),
            "updated_at": _("Last changed"),
            "resolved_at": _("Settled"),
        },
        _("The words go."),
        {
            "user": "this person",
            "contentpath": "where on the page",
            "position": "where on the page",
            "revision_created": "which version of the page",
            "resolved_by": "another person's name",
        },
    ),
    Section(
        "page_replies",
        _("Your replies to comments"),
        CommentReply,
        lambda person: CommentReply.objects.filter(user=person).order_by("pk"),
        {"text": _("Text"), "created_at": _("When"), "updated_at": _("Last changed")},
        _("The words go."),
        {"user": "this person", "comment": "another person's words"},
    ),
)
IMPORTS = Section(
    "imports",
    _("Tables you imported"),
    SheetImport,
    lambda person: SheetImport.objects.filter(by=person).order_by("created_at"),
    {
        "file_name": _("File"),
        "table": _("What"),
        "state": _("State"),
        "rows": _("Rows"),
        "created_at": _("When"),
        "finished_at": _("Finished"),
    },
    _("The file and its name go; how many rows it had stays."),
    {"by": "this person", "public_id": "names the record in addresses"}
    | dict.fromkeys(
        ("file", "marked", "headings", "mapping", "errors", "stopped_by"),
        "what people wrote about others",
    )
    | dict.fromkeys(
        ("language", "head_row", "rows_done", "counts", "errors_found"), "how far the work has come"
    ),
)
# Shown by no section, as they say nothing that the sections do not: a test reads the reasons.
LEFT_OUT: dict[type[Model], str] = {
    Page: "owner and lock of a page; the history of the page says who made it",
    Revision: "each saved version of a page; the history of the page lists it",
    WorkflowState: "a page on its way to be published; the history of the page says so",
    TaskState: "the same, step by step",
    PageSubscription: "which pages send mail about comments; the back office shows it",
    EditingSession: "which page is open now; gone within a day",
    FormState: "an unsaved form; gone when it is saved",
    UploadedFile: "a file between two steps of uploading; gone when it is saved",
    APIToken: "opens Wagtail's own API, which this site does not serve",
}


def merge(keep: Any, drop: Any) -> None:
    """Imports move; history names the account that acted; what is of one account alone goes."""
    SheetImport.objects.filter(by=drop).update(by=keep)
    _remove_own(drop)


def erase(person: Any) -> None:
    """Pages and their history belong to the site; words of the person and about them go."""
    _remove_own(person)
    Comment.objects.filter(user=person).update(text="")
    CommentReply.objects.filter(user=person).update(text="")
    TaskState.objects.filter(finished_by=person).update(comment="")
    Page.objects.filter(locked_by=person).update(locked=False, locked_by=None, locked_at=None)
    for brought in SheetImport.objects.filter(by=person):
        brought.file.delete(save=False)
        brought.marked.delete(save=False)
    SheetImport.objects.filter(by=person).update(
        file_name="", file="", marked="", headings=[], errors=[]
    )
    # A row about the account itself is labelled with the name, and may hold what it was before.
    account = ContentType.objects.get_for_model(type(person))
    rows = ModelLogEntry.objects.filter(content_type=account, object_id=str(person.pk))
    rows.update(label="", data={})


def _remove_own(person: Any) -> None:
    for profile in UserProfile.objects.filter(user=person).exclude(Q(avatar="") | Q(avatar=None)):
        profile.avatar.delete(save=False)
    for model in (UserProfile, PageSubscription, EditingSession, FormState, APIToken):
        model.objects.filter(user=person).delete()
    for upload in UploadedFile.objects.filter(uploaded_by_user=person):
        upload.file.delete(save=False)
        upload.delete()


ALL = (*SECTIONS, IMPORTS)
PROVIDER = PersonalData(
    "publishing", (*LEFT_OUT, SheetImport), from_sections(ALL), merge, erase, sections=ALL
)
