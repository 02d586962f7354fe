"""Named choices of offerings, sessions and venues."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferingState(models.TextChoices):
    """What its organiser says of an offering; open and closed follow from it and the window."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    CANCELLED = "cancelled", _("cancelled")
    FINISHED = "finished", _("finished")


# Announced and not ended; a pause keeps newcomers out, those who wait still move up.
RUNNING = (OfferingState.PUBLISHED, OfferingState.PAUSED)
# Nothing is to come of it any more: nobody enters, nothing is changed.
OVER = (OfferingState.CANCELLED, OfferingState.FINISHED)


class Availability(models.TextChoices):
    """The word a listing shows; exact numbers stand on the offering's own page."""

    OPEN = "open", _("Open for registration")
    FEW_LEFT = "few_left", _("Few places left")
    WAITING_LIST = "waiting_list", _("Waiting list")
    FULL = "full", _("Full")
    NOT_OPEN_YET = "not_open_yet", _("Not open yet")
    CLOSED = "closed", _("Registration closed")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


class OfferingRule(models.TextChoices):
    """Which offerings a list of an editor shows."""

    COMING = "coming", _("Coming")
    OPEN = "open", _("Open for registration")
    OPENING = "opening", _("Registration opens soon")
    PAST = "past", _("Past")


class PublicFigure(models.TextChoices):
    """What the site counts for everybody to read; the portal says how each is counted."""

    COURSES = "courses", _("Courses on offer")
    HELD = "held", _("Held this year")
    TIMES = "times", _("Person-times this year")
    VENUES = "venues", _("Venues listed")
    ESSAYS = "essays", _("Essays published")


class SessionForm(models.TextChoices):
    """Form of teaching."""

    LECTURE = "lecture", _("Lecture")
    ON_SITE = "on_site", _("On-site teaching")
    EXPERIENTIAL = "experiential", _("Experiential teaching")
    SEMINAR = "seminar", _("Seminar")
    FILM = "film", _("Film")
    SELF_STUDY = "self_study", _("Self-study")


# Forms for which people go somewhere, where a guide may wait for them.
VISITING = (SessionForm.ON_SITE, SessionForm.EXPERIENTIAL)


class ProviderKind(models.TextChoices):
    """What a provider of teaching is."""

    PARTY_SCHOOL = "party_school", _("Party school")
    COLLEGE = "college", _("College or university")
    BASE = "base", _("Training base")
    OTHER = "other", pgettext_lazy("kind of provider", "Other")


class VenueType(models.TextChoices):
    """What a venue is."""

    PATRIOTIC_BASE = "patriotic_base", _("Patriotic-education base")
    PARTY_SPIRIT_BASE = "party_spirit_base", _("Party-spirit education base")
    MUSEUM = "museum", _("Museum")
    MEMORIAL = "memorial", _("Memorial")
    CAMPUS = "campus", _("Campus")
    HALL = "hall", _("Hall")
    CINEMA = "cinema", _("Cinema")
    ENTERPRISE = "enterprise", _("Enterprise")
    AREA = "area", _("Area")
    ONLINE = "online", _("Online")


class CoordinateSystem(models.TextChoices):
    """In which system a map point is given; Chinese maps are shifted against GPS."""

    WGS84 = "wgs84", "WGS-84"
    GCJ02 = "gcj02", "GCJ-02"


class Counting(models.TextChoices):
    """How the offerings of a page are counted; the word stands in their labels."""

    NONE = "", _("not counted")
    LECTURE = "lecture", _("as lectures: Lecture 5")
    STOP = "stop", _("as stops: Stop 5")
    ISSUE = "issue", _("as issues: Issue 5")
    TIME = "time", _("as times: No. 5")


class Rhythm(models.TextChoices):
    """When something recurs; the first day says which weekday and which day of the month."""

    WEEKS = "weeks", _("on the same weekday")
    MONTH_DAY = "month_day", _("on the same day of the month")
    MONTH_END = "month_end", _("on the last day of the month")
    MONTH_WEEKDAY = "month_weekday", _("on the same weekday of the month, counted from its start")
    MONTH_LAST = "month_last", _("on the last such weekday of the month")


class HolidayPolicy(models.TextChoices):
    """What becomes of a recurring day that falls on a day off."""

    SHIFT = "shift", _("move it to the next suitable day")
    SKIP = "skip", _("leave it out")
    KEEP = "keep", _("hold it all the same")


class BelowMinimum(models.TextChoices):
    """What happens on the date set when fewer take part than an offering needs."""

    ASK = "ask", _("the organisers are told and decide")
    CANCEL = "cancel", _("it is cancelled and everybody registered is told")
    HOLD = "hold", _("it is held all the same; the organisers are told")


class PostingKind(models.TextChoices):
    """Why places were added to or taken from a pool."""

    GRANT = "grant", _("granted")
    TRANSFER = "transfer", _("transferred")
    RETURN = "return", _("returned")
    LAPSE = "lapse", _("lapsed")


class BookingState(models.TextChoices):
    """What a venue has said to a request."""

    ASKED = "asked", pgettext_lazy("booking", "asked")
    CONFIRMED = "confirmed", pgettext_lazy("booking", "confirmed")
    DECLINED = "declined", pgettext_lazy("booking", "declined")
    LAPSED = "lapsed", pgettext_lazy("booking", "lapsed")
