"""Which language an account speaks."""

from django.utils.translation import get_language_info
from wagtail.users.models import UserProfile

from kernel.actions import action
from kernel.outcomes import Result
from people.models import User
from people.outcomes import PeopleOutcome


@action("people.change_language")
def change_language(*, by: User, language: str) -> Result:
    """One's own mails, notices and back office come in `language` from now on: LANGUAGE_CHANGED.

    What was once chosen in Wagtail itself would go before it, and is given up.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    changes = {"language": language} if person.language != language else {}
    person.language = language
    person.save(update_fields=["language"])
    UserProfile.objects.filter(user=person).update(preferred_language="")
    details = {"language": get_language_info(language)["name_local"], "changes": changes}
    return Result(PeopleOutcome.LANGUAGE_CHANGED, person, details)
