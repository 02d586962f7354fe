"""Pictures of the library without files."""

from wagtail.images.models import Filter

from media.models import CustomImage


def make_picture(title="芦苇", *specs):
    """A picture that has been made already in the sizes that `specs` name."""
    picture = CustomImage(title=title, width=1600, height=1200, file=f"original_images/{title}.jpg")
    CustomImage.objects.bulk_create([picture])  # as it is: no file is looked into
    for spec in specs:
        picture.renditions.create(
            filter_spec=spec,
            focal_point_key=Filter(spec=spec).get_cache_key(picture),
            width=720,
            height=480,
            file=f"images/{title}-{spec.partition('|')[0]}.jpg",
        )
    return picture
