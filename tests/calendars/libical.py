"""What libical reads in a calendar: the parser of GNOME and KDE, by its C interface."""

import ctypes
from ctypes.util import find_library
from datetime import datetime
from typing import Any

VEVENT, VTODO, VALARM = 4, 5, 10  # icalcomponent_kind


class _Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


def library() -> Any:
    """The shared library with its signatures; None where it is not installed."""
    path = find_library("ical")
    if path is None:
        return None
    found = ctypes.CDLL(path)
    component, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures = {
        "icalparser_parse_string": (component, [text]),
        "icalcomponent_get_first_component": (component, [component, number]),
        "icalcomponent_get_next_component": (component, [component, number]),
        "icalcomponent_count_errors": (number, [component]),
        "icalcomponent_count_components": (number, [component, number]),
        "icalcomponent_get_dtstart": (_Time, [component]),
        "icalcomponent_get_due": (_Time, [component]),
        "icalcomponent_free": (None, [component]),
    }
    for name in ("uid", "summary", "location", "description"):
        signatures[f"icalcomponent_get_{name}"] = (text, [component])
    for name, (answer, takes) in signatures.items():
        function = getattr(found, name)
        function.restype, function.argtypes = answer, takes
    return found


def told(body: bytes) -> list[tuple[Any, ...]]:
    """(kind, uid, title, place, description, local start or due, alarms) of each component."""
    ical = library()
    root = ical.icalparser_parse_string(body)
    assert root
    assert ical.icalcomponent_count_errors(root) == 0
    found = []
    for kind, name in ((VEVENT, "VEVENT"), (VTODO, "VTODO")):
        part = ical.icalcomponent_get_first_component(root, kind)
        while part:
            of_time = "dtstart" if kind == VEVENT else "due"
            texts = [
                (getattr(ical, f"icalcomponent_get_{field}")(part) or b"").decode()
                for field in ("uid", "summary", "location", "description")
            ]
            moment = _moment(getattr(ical, f"icalcomponent_get_{of_time}")(part))
            alarms = ical.icalcomponent_count_components(part, VALARM)
            found.append((name, *texts, moment, alarms))
            part = ical.icalcomponent_get_next_component(root, kind)
    ical.icalcomponent_free(root)
    return sorted(found)


def _moment(time: _Time) -> str:
    moment = datetime(time.year, time.month, time.day, time.hour, time.minute, time.second)  # noqa: DTZ001
    return moment.date().isoformat() if time.is_date else moment.isoformat()
