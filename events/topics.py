"""Topics of the catalogue as sessions take them: choosing one fills what is left empty."""

import json
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIteratorValue

from events.models import Topic
from publishing.languages import named

FILLED = ("title", "title_en", "form", "credit_hours")


def filled(values: dict[str, Any], topic: Topic | None) -> dict[str, Any]:
    """What of FILLED a session takes from its topic, as far as `values` leave it empty.

    No credit hours mean that none have been written, not that there are none: they end as 0.
    """
    found = {
        name: getattr(topic, name)
        for name in FILLED
        if topic is not None and values.get(name) in {None, ""}
    }
    if values.get("credit_hours") is None and "credit_hours" not in found:
        found["credit_hours"] = 0
    return found


class TopicSelect(forms.Select):
    """A choice whose options know what they fill, so that a browser with scripts shows it."""

    class Media:
        js = ["js/topic.js"]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the values of the topic beside its key."""
        option = super().create_option(name, value, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            topic: Any = value.instance  # type: ignore[attr-defined]
            fills = {field: str(getattr(topic, field)) for field in FILLED}
            option["attrs"]["data-fills"] = json.dumps(fills, ensure_ascii=False)
        return option


class TopicField(forms.ModelChoiceField):
    """A topic that is offered, under its provider."""

    widget = TopicSelect

    def __init__(self, **kwargs: Any) -> None:
        topics = Topic.objects.filter(is_offered=True).select_related("provider")
        super().__init__(queryset=topics, **kwargs)

    def label_from_instance(self, topic: Topic) -> str:  # type: ignore[override]
        """Provider, then title."""
        return f"{named(topic.provider)} · {named(topic)}" if topic.provider else named(topic)
