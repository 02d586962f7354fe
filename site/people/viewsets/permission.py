"""The register's own permissions: those of accounts open groups and passwords as well."""

from wagtail.permission_policies import ModelPermissionPolicy

from people.models import User


class RegisterPolicy(ModelPermissionPolicy):
    """`people.view_person` and its like, instead of `people.view_user`."""

    def _get_permission_codename(self, action: str) -> str:
        return f"{action}_person"


POLICY = RegisterPolicy(User)


class OfRegister:
    """A screen of the register. Wagtail would ask the policy that belongs to the model."""

    model = User
    permission_policy = POLICY
