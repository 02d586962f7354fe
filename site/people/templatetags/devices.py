"""`{{ session.user_agent|device }}`: what a browser calls itself, in words."""

from django import template

from people.devices import browser_of, device_of

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """The kind of device, with the browser after a middle dot where it is known."""
    browser = str(browser_of(user_agent))
    return f"{device_of(user_agent)} · {browser}" if browser else str(device_of(user_agent))
