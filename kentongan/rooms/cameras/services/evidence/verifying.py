"""Check a package: the signature over its manifest, and each file against it."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass

from kentongan.foundation.actors import Acting
from kentongan.foundation.seal.detached import check_detached

BESIDE = {"README.txt", "manifest.json", "manifest.json.p7s", "root.pem"}


@dataclass(frozen=True)
class Finding:
    """What was found: who signed, and which files do not fit."""

    signer: str
    request: str
    files: int
    wrong: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return bool(self.signer) and not self.wrong


def verify_package(content: bytes, *, root_pem: str = "", by: Acting) -> Finding:
    """
    Judge a package; without `root_pem` by the root inside it, which proves only that it is whole.

    Never raises for a broken one.
    """
    del by
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _judge(archive, root_pem)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        return Finding("", "", 0, (type(error).__name__,))


def _judge(archive: zipfile.ZipFile, root_pem: str) -> Finding:
    manifest = archive.read("manifest.json")
    root = root_pem or archive.read("root.pem").decode()
    signer = check_detached(manifest, archive.read("manifest.json.p7s"), root_pem=root)
    facts = json.loads(manifest)
    named = {row["path"]: row["sha256"] for row in facts["files"]}
    inside = set(archive.namelist()) - BESIDE
    wrong = sorted(inside ^ set(named))
    for path in sorted(inside & set(named)):
        if hashlib.sha256(archive.read(path)).hexdigest() != named[path]:
            wrong.append(path)
    return Finding(signer, str(facts["request"]), len(named), tuple(wrong))
