"""A device that took a roster along, as the API sees it."""

from uuid import uuid4

from django.test import Client


class Device:
    """A device with a token, asking the API."""

    def __init__(self, token, session):
        self.headers = {"Authorization": f"Bearer {token}"}
        self.path = f"/api/v1/desk/sessions/{session.public_id}"
        self.client = Client()

    def get(self, what):
        return self.client.get(f"{self.path}/{what}", headers=self.headers)

    def seal(self):
        return self.get("roster").json()["seal"]

    def send(self, *marks, seal=None):
        return self.client.post(
            f"{self.path}/marks",
            {"seal": seal or self.seal(), "marks": list(marks)},
            content_type="application/json",
            headers=self.headers,
        )


def one(registration, age=60, **fields):
    return {"id": str(uuid4()), "age": age, "registration": registration.public_id} | fields
