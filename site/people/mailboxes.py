"""Mailboxes that everybody may read: an office's shared one, never a person's own."""

from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Value,
    When,
)
from django.db.models.functions import Concat, Greatest, Lower, StrIndex, Substr

from people.models import User


def unless_a_persons(column: str) -> Case:
    """The mailbox in `column`; empty where some account has it as its address, in whatever case,
    or has the mobile number that stands before the @ (`13800138000@…`). One expression for all
    rows, so it holds for what an account's address is today.
    """
    # The condition is that of the unique index, so that the index answers.
    same = User.objects.alias(low=Lower("email")).exclude(email="")
    by_address = same.filter(low=Lower(OuterRef(column)))
    name = Substr(OuterRef(column), 1, Greatest(StrIndex(OuterRef(column), Value("@")) - 1, 0))
    # A mainland number as accounts keep it: see `people.numbers.normal_phone`.
    number = ExpressionWrapper(Concat(Value("+86"), name), output_field=CharField())
    by_number = User.objects.filter(phone=number)
    return Case(
        When(**{column: ""}, then=Value("")),
        When(Exists(by_address) | Exists(by_number), then=Value("")),
        default=F(column),
        output_field=CharField(),
    )
