"""Where a form says what its action refused."""

from django.forms import BaseForm

from kernel.outcomes import Result


def refuse(form: BaseForm, result: Result) -> None:
    """Say it beside the field that the refusal is about, else above the whole form."""
    about = result.outcome.about
    form.add_error(about if about in form.fields else None, result.message)
