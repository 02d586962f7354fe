"""The kernel's start: triggers are laid around every migration, checks are known."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    """Registers the trigger life cycle and the system checks."""

    name = "kernel"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from kernel import (
            audit_triggers,
            checks,
            forgotten,
            personal,
            privacy,
            retention,
            triggers,
        )

        assert checks
        triggers.register(*audit_triggers.TRIGGERS)
        privacy.register(personal.PROVIDER)
        retention.register(*forgotten.KINDS)
        pre_migrate.connect(triggers.drop_all, sender=self)
        post_migrate.connect(triggers.create_all, sender=self)  # once, not after every app
