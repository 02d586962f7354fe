"""What the kernel itself lets go of: audit rows, finished tasks, answered keys, sessions."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.models import AuditRow, DataExport, IdempotencyKey, ListExport, OutboxTask
from kernel.retention import Kind


def _audit(before: datetime) -> QuerySet[Any]:
    # By the date in UTC, as the triggers read it: in the night here, that is still yesterday.
    return AuditRow.objects.filter(retain_until__lt=before.astimezone(UTC).date())


def _keys(before: datetime) -> QuerySet[Any]:
    return IdempotencyKey.objects.filter(created_at__lt=before)


def _tasks(before: datetime) -> QuerySet[Any]:
    return OutboxTask.objects.filter(done_at__lt=before)


def _given_up(before: datetime) -> QuerySet[Any]:
    return OutboxTask.objects.filter(given_up_at__lt=before)


def _copies(before: datetime) -> QuerySet[Any]:
    return DataExport.objects.filter(expires_at__lt=before)


def _exports(before: datetime) -> QuerySet[Any]:
    return ListExport.objects.filter(expires_at__lt=before)


def _remove(copies: list[Any]) -> None:
    for copy in copies:
        copy.remove()


def _sessions(before: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=before)


KINDS = [
    Kind(
        "kernel.audit",
        _("Audit log"),
        _(
            "Every row carries the date until which it is kept; the database refuses to let it go "
            "earlier."
        ),
        _audit,
        "retain_until",
        fixed=True,
    ),
    Kind(
        "kernel.idempotency_keys",
        _("Answers to repeated requests"),
        _("A program that repeats a request within this time gets the same answer."),
        _keys,
        "created_at",
        days=1,
    ),
    Kind(
        "kernel.tasks_done",
        _("Finished background tasks"),
        _("Kept for looking into what happened when."),
        _tasks,
        "done_at",
        days=30,
    ),
    Kind(
        "kernel.tasks_given_up",
        _("Background tasks nobody will try again"),
        _("Kept longer than finished ones, so that somebody can see why they failed."),
        _given_up,
        "given_up_at",
        days=180,
        at_least=30,
    ),
    Kind(
        "kernel.sessions",
        _("Expired sign-ins"),
        _("Each carries the moment at which it ends."),
        _sessions,
        "expire_date",
        fixed=True,
    ),
    Kind(
        "kernel.copies",
        _("Copies of one's own data"),
        _("Each can be fetched for some days; then the file goes."),
        _copies,
        "expires_at",
        fixed=True,
        let_go=_remove,
    ),
    Kind(
        "kernel.exports",
        _("Spreadsheets of long lists"),
        _("Each can be fetched for a day; then the file goes."),
        _exports,
        "expires_at",
        fixed=True,
        let_go=_remove,
    ),
]
