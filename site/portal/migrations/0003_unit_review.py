import django.db.models.deletion
from django.db import migrations, models

NAME = "单位审核"


def take_the_place_of_moderators(apps, schema_editor):
    """In the workflow that Wagtail lays down for all pages, as long as nobody changed it."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    UnitReview = apps.get_model("portal", "UnitReview")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    steps = WorkflowTask.objects.filter(
        workflow__name="Moderators approval", task__name="Moderators approval"
    )
    for step in steps.select_related("workflow"):
        if WorkflowTask.objects.filter(workflow=step.workflow_id).count() > 1:
            continue
        kind, _made = ContentType.objects.get_or_create(app_label="portal", model="unitreview")
        task, _made = UnitReview.objects.get_or_create(
            name=NAME, defaults={"content_type": kind, "active": True}
        )
        step.task_id = task.pk
        step.save(update_fields=["task"])
        step.workflow.name = NAME
        step.workflow.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_blocks"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitReview",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "review by the unit",
                "verbose_name_plural": "reviews by the unit",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.RunPython(take_the_place_of_moderators, migrations.RunPython.noop),
    ]
