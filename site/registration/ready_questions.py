"""Questions that are asked again and again, ready to be put into an offering."""

from dataclasses import dataclass

from registration.question_kinds import QuestionBlock, QuestionKind

Option = tuple[str, str]


@dataclass(frozen=True)
class ReadyQuestion:
    """A question as it is put into an offering; `shown_if` names an earlier one of its block."""

    kind: QuestionKind
    label: str
    label_en: str
    options: tuple[Option, ...] = ()
    required: bool = False
    help: str = ""
    help_en: str = ""
    shown_if: tuple[int, tuple[int, ...]] | None = None  # which question, which of its options


YES_NO = (("需要", "Yes"), ("不需要", "No"))
BLOCKS: dict[QuestionBlock, tuple[ReadyQuestion, ...]] = {
    QuestionBlock.ACCOMMODATION: (
        ReadyQuestion(
            QuestionKind.CHOICE, "是否需要住宿", "Do you need accommodation?", YES_NO, required=True
        ),
        ReadyQuestion(
            QuestionKind.DATE, "入住日期", "First night", required=True, shown_if=(0, (0,))
        ),
        ReadyQuestion(
            QuestionKind.DATE, "离店日期", "Day of leaving", required=True, shown_if=(0, (0,))
        ),
        ReadyQuestion(
            QuestionKind.CHOICE,
            "房型",
            "Room",
            (("单人间", "Single room"), ("双人间，可合住", "Twin room, shared")),
            required=True,
            shown_if=(0, (0,)),
        ),
    ),
    QuestionBlock.DIET: (
        ReadyQuestion(
            QuestionKind.SEVERAL,
            "用餐",
            "Meals",
            (("早餐", "Breakfast"), ("午餐", "Lunch"), ("晚餐", "Dinner")),
            help="请勾选需要安排的餐次。",
            help_en="Tick the meals you will have with us.",
        ),
        ReadyQuestion(
            QuestionKind.CHOICE,
            "饮食要求",
            "Diet",
            (
                ("无特殊要求", "No special diet"),
                ("清真", "Halal"),
                ("素食", "Vegetarian"),
                ("其他", "Something else"),
            ),
            required=True,
        ),
        ReadyQuestion(
            QuestionKind.TEXT,
            "请说明饮食要求",
            "Please tell us about your diet",
            required=True,
            help="例如过敏的食物。",
            help_en="Allergies, for example.",
            shown_if=(1, (3,)),
        ),
    ),
    QuestionBlock.TRANSPORT: (
        ReadyQuestion(
            QuestionKind.CHOICE,
            "如何前往",
            "How will you come?",
            (("乘集体班车", "By our bus"), ("自驾", "By car"), ("自行前往", "By other means")),
            required=True,
        ),
        ReadyQuestion(
            QuestionKind.TEXT,
            "车牌号",
            "Number plate",
            required=True,
            help="用于登记停车。",
            help_en="For the car park.",
            shown_if=(0, (1,)),
        ),
    ),
}
