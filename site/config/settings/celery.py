"""Celery: the same settings on every broker; without one, folders under `var/` carry the queue."""

from pathlib import Path

from celery.schedules import crontab

from config.env import env

_ROOT = Path(__file__).resolve().parents[3]
_QUEUE = (Path(env.var_dir) if env.var_dir else _ROOT / "var") / "celery"

CELERY_BROKER_URL = env.celery_broker_url or "folder://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 3600}
if CELERY_BROKER_URL.startswith("redis"):
    # Without these, whoever promises a task waits for ever for a server that is silent.
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 1, "socket_timeout": 5}
if not env.celery_broker_url:
    for _folder in ("queue", "control"):
        (_QUEUE / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_QUEUE / "queue"),
        "data_folder_out": str(_QUEUE / "queue"),
        "control_folder": str(_QUEUE / "control"),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = env.time_zone
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Times that organisers set are rows in the database: these entries only look for what is due.
CELERY_BEAT_SCHEDULE = {
    "drain the outbox": {"task": "kernel.drain", "schedule": 30.0},
    "publish scheduled pages": {"task": "publishing.tasks.publish_scheduled", "schedule": 60.0},
    "compare seats": {"task": "registration.check_seats", "schedule": crontab(hour=3, minute=20)},
    "let go what was kept long enough": {
        "task": "kernel.tasks.forget",
        "schedule": crontab(hour=2, minute=40),
    },
    "pass on offers": {"task": "registration.pass_on_offers", "schedule": 60.0},
    "let questions to colleagues lapse": {
        "task": "registration.lapse_hand_overs",
        "schedule": 300.0,
    },
    "compare minimum": {"task": "registration.compare_minimum", "schedule": 600.0},
    "send collected mails": {"task": "notices.send_digests", "schedule": 300.0},
    "pick up deliveries": {"task": "notices.pick_up", "schedule": 900.0},
    # A last day ends at midnight: within the hour, or as soon as a worker is back.
    "let places lapse": {"task": "registration.lapse_places", "schedule": 3600.0},
    "close sessions": {"task": "attendance.close_sessions", "schedule": crontab(minute=25)},
    "remind of milestones": {
        "task": "registration.remind_of_milestones",
        "schedule": crontab(hour=9, minute=10),
    },
    "remind of essays": {
        "task": "essays.remind_of_essays",
        "schedule": crontab(hour=9, minute=20),
    },
    "hand essays on": {"task": "essays.hand_on_essays", "schedule": crontab(minute=15)},
    "remind of leave that is over": {
        "task": "attendance.remind_to_return",
        "schedule": crontab(hour=9, minute=20),
    },
    "follow memberships": {
        "task": "people.tasks.follow_memberships",
        "schedule": crontab(minute="5", hour="0"),
    },
    "let bookings lapse": {
        "task": "events.tasks.lapse_bookings",
        "schedule": crontab(minute="40", hour="0"),
    },
    "index programmes": {"task": "events.tasks.index_programmes", "schedule": 600.0},
    "take over holidays": {
        "task": "events.tasks.fill_workdays",
        "schedule": crontab(minute="30", hour="3", day_of_month="1"),
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(_QUEUE / "beat-schedule")
