"""One essay task in the back office: what is asked, who owes it, reminding, more time."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from essays.actions import extend, remind_of
from essays.asked import most_asked
from essays.debt_book import book_of
from essays.duties import debts_of_task
from essays.extension_forms import ExtensionForm
from essays.lengths import lengths_of
from essays.models import EssayRevision, EssayTask
from essays.numbers import UnitNumbers, numbers_of
from essays.reminders import reached
from essays.rules import follow_tasks, keep_tasks
from essays.task_enums import Genre
from kernel.models import AuditRow
from publishing import dates
from publishing.backoffice import later
from publishing.backoffice.forms import Act, ActView, OneRecord, RecordInspect, act_buttons
from publishing.downloads import XLSX, answered
from publishing.languages import named, text

HISTORY = 30


def asked_of(task: EssayTask) -> str:
    """Of whom a task is asked, in one line."""
    if task.offering is not None:
        return named(task.offering)
    if task.course is not None:
        return text(task, "course_title") or task.course.title
    return task.get_audience_display()


ACTS = [
    Act(
        "remind",
        _("Remind them"),
        _(
            "Everybody who still owes this essay gets a notice, once a day at most. For a call "
            "these are the liaisons of units that lack essays for the next number."
        ),
        remind_of,
        "task",
        icon="mail",
    ),
    Act(
        "extend",
        _("Give more time"),
        _("One person, or the people of one unit, may hand in later. They are told, with reason."),
        extend,
        "task",
        form=ExtensionForm,
        icon="time",
    ),
]


class TaskAct(ActView):
    """Reminding, and giving more time."""

    model = EssayTask
    row_rule = keep_tasks
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """What notices name."""
        return rows.select_related("offering")

    def get_notes(self) -> list[str]:
        """How many a reminder would reach."""
        if self.verb != "remind":
            return []
        who, where = reached(self.object)
        people = ngettext("%(count)s person", "%(count)s people", who) % {"count": who}
        units = ngettext("%(count)s unit", "%(count)s units", where) % {"count": where}
        return [
            gettext("Reminded would be: %(people)s of %(units)s.")
            % {"people": people, "units": units}
        ]


class TaskInspect(RecordInspect):
    """What is asked, who still owes it unit by unit, more time, numbers of a call, history."""

    model = EssayTask
    row_rule = follow_tasks
    template_name = "admin/essays/task.html"
    page_title = _("Essay task")

    def prepare(self, rows: Any) -> Any:
        """Of whom it is asked."""
        return rows.select_related("offering__page", "course", "lead_unit")

    @property
    def manages(self) -> bool:
        """Whether the person may change this one."""
        person = self.request.user
        return self.user_has_permission("change") and keep_tasks.allows(person, self.object)

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """The next step in sight."""
        if not self.manages:
            return []
        edit = reverse("essay-tasks:edit", args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=edit, icon_name="edit", priority=1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, debts, acts, history."""
        task = self.object
        rows = AuditRow.objects.filter(target_type="essays.essaytask", target_id=task.public_id)
        acts = act_buttons(ACTS, task, "essay-tasks:act") if self.manages else []
        owing = reverse("essay-tasks:owing", args=[task.pk])
        links = [] if task.is_call else [Button(_("List as XLSX"), url=owing, icon_name="download")]
        return super().get_context_data(**kwargs) | {
            "facts": self.get_facts(),
            "acts": [*acts, *links],
            "debts": debts_of_task(task),
            "numbers": self.get_numbers(),
            "statements": self.get_statements(),
            "extensions": task.extensions.select_related("person", "unit").order_by("until"),
            "history": rows.select_related("actor")[:HISTORY],
        }

    def get_statements(self) -> list[tuple[str, int]]:
        """The words for which authors vouched, and how many of what was handed in last have them;
        more than one line where the words were changed, or shown in two languages."""
        newest = EssayRevision.objects.newest().filter(essay__task=self.object)
        rows = newest.order_by().values_list("statement").annotate(Count("pk"))
        return sorted(rows, key=lambda row: -row[1])

    def get_numbers(self) -> list[UnitNumbers]:
        """Essays of each unit of a call."""
        return numbers_of(self.object) if self.object.is_call else []

    def get_facts(self) -> list[tuple[Any, Any]]:
        """What is asked."""
        task = self.object
        lengths: list[str] = []
        for genre, length in lengths_of(task).items():
            words = [str(Genre(genre).label)] if genre else []
            words += [f"{length.least}–{length.most}"]
            if length.lines:
                lines = ngettext("at most %(count)s line", "at most %(count)s lines", length.lines)
                words += [lines % {"count": length.lines}]
            lengths.append(" ".join(words))
        return [
            (_("Asked of"), asked_of(task)),
            (_("Units"), "、".join(named(unit) for unit in task.units.all())),
            (_("Lead unit"), task.lead_unit),
            (_("Kind"), task.get_kind_display()),
            (_("Characters"), "；".join(lengths)),
            (pgettext_lazy("essay", "Handed in as"), task.get_takes_display()),
            (_("Opens"), dates.instant(task.opens_at) if task.opens_at else ""),
            (_("Due"), dates.instant(task.due_at)),
            (_("Taken late until"), dates.instant(task.cutoff_at) if task.cutoff_at else ""),
            (_("Attended at least, sessions"), task.least_sessions or ""),
            (_("Attended at least, percent"), task.least_percent or ""),
        ]


class TaskOwing(PermissionCheckedMixin, OneRecord, View):
    """Who still owes an essay, as a workbook; never kept by a cache.

    Of many people it is made in the background.
    """

    any_permission_required = ["view", "change"]
    model: Any = EssayTask
    row_rule = follow_tasks
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for tasks that the person follows. Raises PermissionDenied, Http404."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        self.task = self.get_object()
        self.title = f"{self.task.title}-{gettext('Essays owed')}"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As a download."""
        rows = most_asked([self.task])
        if later.is_for_later(request, rows):
            return later.ask_first(request, self.title, later.words_for(rows))
        later.note_taken(request, rows)
        book = book_of(self.task.title, debts_of_task(self.task))
        return answered(book, XLSX, f"{self.title}-{timezone.localdate().isoformat()}.xlsx")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Have it made."""
        return later.have_made(request, self.title, most_asked([self.task]))
