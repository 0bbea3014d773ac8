"""What the regency decided about comments, read once."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from kentongan.rooms.news.errors import WrongTalkData
from kentongan.rooms.news.rules.commenting import Policy, WrongCommentData, read_policy

FILE = "comments.toml"


def get_policy() -> Policy:
    """Return how comments are taken in, as comments.toml says; without the file, as we propose."""
    return read_file(settings.REGENCY_FOLDER)


@cache
def read_file(folder: Path) -> Policy:
    """Return the policy of a regency's folder; raises WrongTalkData."""
    path = folder / FILE
    if not path.exists():
        return Policy()
    try:
        return read_policy(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, WrongCommentData) as error:
        raise WrongTalkData(file=FILE, why=str(error)) from error
