"""Stages of signing in: one proved way to reach a person is enough, a number or an address."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage

from people import sms


class PhoneStage(PhoneVerificationStage):
    """Proof of the number; none is asked for where no text message can be sent."""

    def handle(self) -> Any:
        """The page that asks for the code, or nothing."""
        if self.login.user is not None and not sms.is_available():
            return None, True
        return super().handle()


class EmailStage(EmailVerificationStage):
    """Proof of the address, unless the person came with a proved number or has no address."""

    def handle(self) -> Any:
        """The page that asks for the code, or nothing."""
        if not self.login.email and self._came_by_phone():
            return None, True
        return super().handle()

    def _came_by_phone(self) -> bool:
        person = self.login.user
        if person is None:
            return bool(self.login.phone)
        if not person.phone:
            return False
        if not self.login.signup:
            return True  # the stage before this one has seen to the number
        return not person.email and not EmailAddress.objects.filter(user=person).exists()
