"""A wrong setting stops the start with one sentence that names it and shows a right one."""

import pytest

from bot.errors import BadSetting
from bot.settings import EXAMPLES, Settings, read_settings


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(str(tmp_path))


def test_without_any_setting_slack_is_off() -> None:
    assert read_settings().slack_mode is None


def test_an_app_token_means_socket_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert read_settings().slack_mode == "socket"


def test_http_mode_needs_the_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(BadSetting, match="SLACK_SIGNING_SECRET is missing"):
        read_settings()
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "abc")
    assert read_settings().slack_mode == "http"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "hunter2"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("PUBLIC_URL", "guidance"),
        ("CHROMA_URL", "localhost"),
        ("DATABASE_URL", "mysql://x"),
        ("NSDU_CHANNEL", "#nsdu"),
        ("PORT", "70000"),
        ("PORT", "eight"),
        ("RETENTION_DAYS", "0"),
    ],
)
def test_a_wrong_value_is_named_with_a_right_one_and_never_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        read_settings()
    said = str(caught.value)
    assert said.startswith(name)
    assert EXAMPLES[name.lower()] in said
    assert value not in said.removesuffix(EXAMPLES[name.lower()] + ".") or value.isdigit()


def test_administrators_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_ADMINS", "U1, U2,")
    assert read_settings().guidance_admins == ("U1", "U2")


def test_every_setting_has_an_example_and_a_description() -> None:
    for name, field in Settings.model_fields.items():
        assert name in EXAMPLES
        assert field.description
