"""What follows when the last step of a workflow has approved a page.

Read while Wagtail's models are made: nothing of them may be imported here.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    The step said who may approve; an organiser has no right to publish pages besides.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
