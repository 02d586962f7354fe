"""Groups of the Wagtail admin follow from roles: who holds a role stands in its group.

A group opens screens; which rows a person sees on them is decided by the rooms' rules.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import pgettext_lazy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from people.enums import Role
from people.models import User

ORGANISERS, EDITORS, MODERATORS = "Organisers", "Editors", "Moderators"
OPERATORS, AUDITORS = "Operators", "Auditors"
GROUPS_OF: dict[str, tuple[str, ...]] = {
    Role.ORGANISER: (ORGANISERS,),
    Role.COORDINATOR: (ORGANISERS,),
    Role.OPERATOR: (ORGANISERS, OPERATORS, MODERATORS),
    Role.EDITOR: (EDITORS,),
    Role.AUDITOR: (AUDITORS,),
}
GROUP_WORDS = {
    ORGANISERS: pgettext_lazy("group of accounts", "Organisers"),
    EDITORS: pgettext_lazy("group of accounts", "Editors"),
    MODERATORS: pgettext_lazy("group of accounts", "Moderators of pages"),
    OPERATORS: pgettext_lazy("group of accounts", "Operators"),
    AUDITORS: pgettext_lazy("group of accounts", "Auditors"),
}
KEPT = frozenset(name for names in GROUPS_OF.values() for name in names)
VIEW, MAKE = ("view",), ("view", "add", "change")
LOOKUPS = {
    "events.venue": MAKE,
    "events.teachingpoint": MAKE,
    "events.openingrule": MAKE,
    "events.openingexception": MAKE,
    "events.speaker": MAKE,
    "events.provider": MAKE,
    "events.topic": MAKE,
    "events.speakerteam": MAKE,
    "events.bus": MAKE,
}
KINDS = {
    "events.eventkind": MAKE,
    "events.theme": MAKE,
    "courses.coursecategory": MAKE,
}
RECORDS = (
    "events.offering",
    "events.session",
    "events.route",
    "events.venuebooking",
    "courses.cohort",
    "essays.essaytask",
)
# Wagtail's permission to begin a page's translation; the model it hangs on is a stand-in.
TRANSLATION: dict[str, tuple[str, ...]] = {"simple_translation.translation": ("submit",)}
# What a group may do with which models, beyond Wagtail's own permissions on pages and collections.
PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    ORGANISERS: {
        **dict.fromkeys(RECORDS, MAKE),
        "courses.cohorttemplate": (*MAKE, "delete"),
        "registration.registration": ("view", "change"),
        "attendance.attendance": ("view", "change"),
        "attendance.appeal": VIEW,
        "attendance.leaverequest": ("view", "change"),
        "attendance.makeup": VIEW,
        "essays.similaressay": VIEW,
        "essays.essay": ("view", "change"),
        "essays.prize": MAKE,
        "essays.returnreason": MAKE,
        "notices.delivery": ("view", "change"),
        "registration.question": MAKE,
        "people.membership": MAKE,
        "people.unit": VIEW,
        "people.person": MAKE,
        "people.unitgroup": MAKE,
        "publishing.sheetimport": MAKE,
        "kernel.listexport": VIEW,
        **LOOKUPS,
    },
    OPERATORS: {
        "notices.delivery": ("view", "change", "follow_all"),
        "notices.wording": ("view", "change"),
        "people.unit": MAKE,
        "people.person": ("merge",),
        "people.categories": ("see",),
        "events.workday": MAKE,
        "essays.officialtext": MAKE,
        "essays.similarityrun": ("view", "add"),
        **KINDS,
        "publishing.sitesettings": ("change",),
        "publishing.sitemenu": ("change",),
        "wagtailredirects.redirect": ("view", "add", "change", "delete"),
        "kernel.auditrow": VIEW,
        "kernel.erasurerequest": ("view", "change"),
    },
    EDITORS: {
        "essays.officialtext": MAKE,
        "essays.publication": ("view", "change"),
        "essays.essaybook": ("view", "add"),
        "essays.prize": VIEW,
        "kernel.listexport": VIEW,
        **LOOKUPS,
        **KINDS,
        "publishing.sitesettings": ("change",),
        "publishing.sitemenu": ("change",),
        "wagtailredirects.redirect": ("view", "add", "change", "delete"),
        **TRANSLATION,
    },
    MODERATORS: TRANSLATION,
    AUDITORS: {
        **dict.fromkeys(RECORDS, VIEW),
        "registration.registration": VIEW,
        "attendance.attendance": VIEW,
        "notices.delivery": VIEW,
        "registration.question": VIEW,
        "people.membership": VIEW,
        "people.unit": VIEW,
        "people.person": VIEW,
        "kernel.auditrow": VIEW,
        "kernel.listexport": VIEW,
    },
}
PAGES = {
    EDITORS: ("add", "change", "lock"),
    MODERATORS: ("add", "change", "publish", "lock", "unlock"),
}
FILES = ("add", "change", "choose")


def called(group: Group) -> str:
    """What a group is called: those that follow from roles in the reader's words."""
    return str(GROUP_WORDS.get(group.name, group.name))


def ensure_groups(using: str = "default", **kwargs: Any) -> None:
    """Make what is missing of groups and their permissions; the same again changes nothing."""
    for name, models in PERMISSIONS.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        wanted = _permissions(using, models)
        group.permissions.add(*wanted)
    _open_pages(using)
    _open_files(using)


def sync_groups(person: User) -> None:
    """Put a person into the groups of the roles held today, and out of those of others."""
    vars(person).pop("current_memberships", None)
    roles = {membership.role for membership in person.current_memberships}
    names = {name for role in roles for name in GROUPS_OF.get(role, ())}
    held = set(person.groups.filter(name__in=KEPT).values_list("name", flat=True))
    person.groups.remove(*Group.objects.filter(name__in=held - names))
    person.groups.add(*Group.objects.filter(name__in=names - held))


def sync_all_groups() -> int:
    """Do so for everybody who holds such a role or stands in such a group; return how many.

    A membership that begins or ends on a day changes groups on that day, without anybody acting.
    """
    people = User.objects.filter(
        Q(memberships__role__in=GROUPS_OF) | Q(groups__name__in=KEPT)
    ).distinct()
    for person in people:
        sync_groups(person)
    return len(people)


def _permissions(using: str, models: dict[str, tuple[str, ...]]) -> Iterable[Permission]:
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for label, verbs in models.items():
        app, _dot, model = label.partition(".")
        codenames = [f"{verb}_{model}" for verb in verbs]
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    return Permission.objects.using(using).filter(wanted)


def _open_pages(using: str) -> None:
    """Editors and moderators work on all pages."""
    root = Page.objects.using(using).filter(depth=1).first()
    if root is None:
        return
    for name, verbs in PAGES.items():
        group = Group.objects.using(using).get(name=name)
        codenames = [f"{verb}_page" for verb in verbs]
        found = Permission.objects.using(using).filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        )
        for permission in found:
            GroupPagePermission.objects.using(using).get_or_create(
                group=group, page=root, permission=permission
            )


def _open_files(using: str) -> None:
    """Editors and moderators work on all pictures and documents."""
    root = Collection.objects.using(using).filter(depth=1).first()
    if root is None:
        return
    models = ("customimage", "customdocument", "image", "document")
    codenames = [f"{verb}_{model}" for verb in FILES for model in models]
    found = Permission.objects.using(using).filter(
        content_type__app_label__in=("media", "wagtailimages", "wagtaildocs"),
        codename__in=codenames,
    )
    for group in Group.objects.using(using).filter(name__in=(EDITORS, MODERATORS)):
        for permission in found:
            GroupCollectionPermission.objects.using(using).get_or_create(
                group=group, collection=root, permission=permission
            )
