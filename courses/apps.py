"""The room's start."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Registers what the room holds about persons; follows changes of offerings."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses.followers import register_followers
        from courses.models import Cohort, CourseCategory
        from courses.personal import PROVIDER
        from courses.tables import into_draft
        from events.tables import take_elsewhere
        from kernel import privacy
        from publishing.page_cache import follow_models

        privacy.register(PROVIDER)
        follow_models((Cohort, CourseCategory))
        register_followers()
        take_elsewhere(into_draft)
