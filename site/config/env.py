"""What the operator sets: every environment variable the site reads, with its type and default.

`docs/operations.md` describes each one; a test fails when a field here is missing there.
"""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(BaseSettings):
    """The environment, read once at start."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    database_url: str = Field("", description="Where the records are; absent: SQLite under var/.")
    redis_url: str = Field("", description="Cache; absent: a table of the database.")
    celery_broker_url: str = Field("", description="Task queue; absent: folders under var/celery/.")
    secret_key: str = Field("", description="Signs sessions, passes and addresses.")
    allowed_hosts: str = Field("", description="Host names, separated by commas.")
    site_url: str = Field("http://localhost:8000", description="The site's own address, no slash.")
    email_url: str = Field(
        "",
        description="smtp://user:password@host:587/?tls=1; absent: localhost in production, else "
        "files under var/mails/.",
    )
    default_from_email: str = Field("研习 <yanxi@example.org>", description="Sender of every mail.")
    storage_url: str = Field("", description="s3://key:secret@host/bucket; absent: var/.")
    mfa_required: bool | None = Field(
        None, description="Second factor for liaisons and above; absent: on in production."
    )
    time_zone: str = Field("Asia/Shanghai", description="The zone that people read times in.")
    var_dir: str = Field("", description="Folder for data and uploads; absent: var/.")
    sms_sender: str = Field(
        "people.sms.to_console", description="Function that sends a text message (number, text)."
    )
    sms_gateway_url: str = Field("", description="Address of the HTTP gateway for text messages.")
    sms_gateway_id: str = Field("", description="The site's name at that gateway.")
    sms_gateway_secret: str = Field("", description="Signs what is sent to that gateway.")
    sms_gateway_sign: str = Field("研习", description="Signature (签名) of the text messages.")
    activation_days: int = Field(30, description="How long an activation code works.")
    oidc_server_url: str = Field("", description="Issuer of the single sign-on; absent: none.")
    oidc_client_id: str = Field("", description="The site's name there.")
    oidc_client_secret: str = Field("", description="The site's secret there.")
    oidc_name: str = Field("统一身份认证", description="What the button on the sign-in page says.")
    oidc_uid_field: str = Field("sub", description="The claim that names a person for ever.")
    oidc_signup: bool = Field(True, description="Whoever signs in there gets an account here.")
    oidc_link_by_email: bool = Field(
        False, description="Link to the account here by an address that both sides have proved."
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    private_files_prefix: str = Field(
        "", description="Internal address of the reverse proxy for private files; absent: Django."
    )
    trusted_proxies: int = Field(0, description="How many reverse proxies stand in front.")


env = Env()
