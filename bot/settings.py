"""Every setting, read once at start from the environment or `.env`, passed on as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BadSetting

EXAMPLES = {
    "slack_bot_token": "xoxb-1234-5678-AbCd",
    "slack_app_token": "xapp-1-A0123-456-abcd",
    "slack_signing_secret": "8f742231b10e8888abcd99yyyzzz85a5",
    "slack_api_url": "https://slack.com/api/",
    "nsdu_channel": "C0123456789",
    "guidance_admins": "U0123456789,U9876543210",
    "guidance_home": "var",
    "database_url": "sqlite:///var/guidance.db or postgresql://user:password@host/guidance",
    "chroma_url": "http://127.0.0.1:8001",
    "public_url": "https://guidance.example.gov.uk",
    "embedding_model": "all-MiniLM-L6-v2",
    "reranker_model": "cross-encoder/ms-marco-MiniLM-L-6-v2",
    "host": "127.0.0.1",
    "port": "8000",
    "retention_days": "365",
    "feedback_key": "the output of: python -c 'from cryptography.fernet import Fernet; "
    "print(Fernet.generate_key().decode())'",
    "feedback_token": "a random word of at least 24 characters",
    "admin_token": "a random word of at least 24 characters",
    "nsdu_rota": "U0123456789,U9876543210",
    "feedback_claim_days": "2",
    "feedback_retention_days": "1095",
    "guests_may_ask": "true",
    "questions_per_minute": "10",
}


class Settings(BaseSettings):
    """The settings of `shared/interfaces.md` and a few limits. A wrong value stops the start."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr | None = Field(None, description="Bot token; turns Slack on")
    slack_app_token: SecretStr | None = Field(
        None, description="App-level token; Socket Mode when set, HTTP otherwise"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Signing secret; needed for HTTP deliveries"
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API")
    nsdu_channel: str | None = Field(None, description="Channel id of the NSDU team")
    guidance_admins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Slack user ids of administrators, separated by commas"
    )
    guidance_home: Path = Field(Path("var"), description="State: database and editions")
    database_url: str | None = Field(
        None, description="Database; SQLite in GUIDANCE_HOME when not set"
    )
    chroma_url: str | None = Field(None, description="Chroma server; embedded when not set")
    public_url: str = Field("http://127.0.0.1:8000", description="Base of citation links")
    embedding_model: str | None = Field(
        None, description="Model name or folder; the installed model when not set"
    )
    reranker_model: str | None = Field(
        None, description="Cross-encoder that puts the best paragraphs in order; none when not set"
    )
    host: str = Field("127.0.0.1", description="Address the web service listens on")
    port: int = Field(8000, ge=0, le=65535, description="Port of the web service; 0 takes any")
    retention_days: int = Field(
        365, ge=1, description="Days that masked questions and their answers are kept"
    )
    feedback_key: SecretStr | None = Field(
        None, description="Encrypts who sent feedback; a key file in GUIDANCE_HOME when not set"
    )
    feedback_token: SecretStr | None = Field(
        None, min_length=24, description="Opens GET /api/v1/feedback; closed when not set"
    )
    admin_token: SecretStr | None = Field(
        None, min_length=24, description="Opens /admin; a word in GUIDANCE_HOME when not set"
    )
    nsdu_rota: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Slack user ids of NSDU staff in turn, separated by commas"
    )
    feedback_claim_days: int = Field(
        2, ge=1, description="Working days after which unclaimed feedback is named in the channel"
    )
    feedback_retention_days: int = Field(
        1095, ge=1, description="Days that feedback is kept once it has ended"
    )
    guests_may_ask: bool = Field(
        default=False, description="Whether guests of the workspace may ask, as members do"
    )
    questions_per_minute: int = Field(10, ge=1, description="Questions a person may ask a minute")

    @field_validator("guidance_admins", "nsdu_rota", mode="before")
    @classmethod
    def _split_admins(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("slack_bot_token", "slack_app_token", mode="after")
    @classmethod
    def _token_kind(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        prefix = "xoxb-" if info.field_name == "slack_bot_token" else "xapp-"
        if value is not None and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"does not start with {prefix}")
        return value

    @field_validator("slack_api_url", "public_url", "chroma_url", mode="after")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("is not a web address")
        return value

    @field_validator("database_url", mode="after")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("sqlite:", "postgresql")):
            raise ValueError("names neither SQLite nor PostgreSQL")
        return value

    @field_validator("nsdu_channel", mode="after")
    @classmethod
    def _channel_id(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("C", "G")):
            raise ValueError("is not a channel id")
        return value

    @field_validator("feedback_key", mode="after")
    @classmethod
    def _fernet_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                Fernet(value.get_secret_value())
            except ValueError:
                raise ValueError("is not a Fernet key") from None
        return value

    @property
    def slack_mode(self) -> str | None:
        """`socket`, `http` or None (Slack is off)."""
        if self.slack_bot_token is None:
            return None
        return "socket" if self.slack_app_token is not None else "http"


def read_settings(**overrides: str | int | None) -> Settings:
    """Read the settings once.

    Raises:
        BadSetting: a value is wrong, or a value that another one needs is missing.
    """
    try:
        given = {name: value for name, value in overrides.items() if value is not None}
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        raise _first_problem(error) from error
    if settings.slack_mode == "http" and settings.slack_signing_secret is None:
        raise BadSetting(
            "SLACK_SIGNING_SECRET",
            "is missing: it is needed when SLACK_BOT_TOKEN is set and SLACK_APP_TOKEN is not",
            EXAMPLES["slack_signing_secret"],
        )
    return settings


def _first_problem(error: ValidationError) -> BadSetting:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    problem = first["msg"].removeprefix("Value error, ")
    if first["type"] != "value_error":
        problem = "is wrong: " + problem[0].lower() + problem[1:]
    return BadSetting(name.upper(), problem, EXAMPLES.get(name, "the one in README.md"))
