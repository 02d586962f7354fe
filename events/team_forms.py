"""Forms of teams on tour: sending one to a stop, and who of it speaks in a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.act_forms import SeenForm
from events.forms import SessionForm
from events.models import Speaker, SpeakerTeam
from publishing.backoffice.choices import NamedChoice, NamedChoices


class TeamForm(SeenForm):
    """Which team speaks."""

    team = NamedChoice(
        label=_("Speaker team"),
        queryset=SpeakerTeam.objects.prefetch_related("members__speaker"),
        required=False,
        empty_label=_("no team"),
        help_text=_("Its members, as they are now, speak in every session that is ahead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            self.fields["team"].initial = self.record.team_id


class TeamSessionForm(SessionForm):
    """A session of a stop that has a team: who of it speaks beside the first one."""

    others = NamedChoices(
        label=_("Who speaks beside"),
        queryset=Speaker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The members of the team. Whoever is elsewhere at that time is refused."),
    )
    field_order = (
        "topic", "title", "title_en", "form", "starts_at", "ends_at", "venue", "teaching_point",
        "place_note", "speaker", "others",
    )  # fmt: skip

    def __init__(self, *args: Any, team: SpeakerTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [speaker.pk for speaker in team.speakers()]
        beside = self.instance.others if self.instance.pk else ()
        offered = Speaker.objects.filter(pk__in={*members, *beside})
        self.fields["others"].queryset = offered  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["others"] = beside
        else:
            self.initial["speaker"] = next(iter(members), None)
            self.initial["others"] = members[1:]
