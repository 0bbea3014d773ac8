import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases.models import CaseType
from kentongan.rooms.cases.rules.definition import Definition


@transaction.atomic
def publish_case_type(
    *,
    slug: str,
    kind: str,
    name_id: str,
    name_en: str,
    definition: Mapping[str, Any],
    by: Acting,
    now: datetime,
) -> CaseType:
    """
    Make the definition the current version; the same data again changes nothing.

    Running cases keep their version. Raises BadDefinition.
    """
    Definition.parse(slug, definition)
    text = json.dumps([kind, name_id, name_en, definition], sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(text.encode()).digest()
    current = CaseType.objects.select_for_update().filter(slug=slug, retired_at=None).first()
    if current is not None and bytes(current.fingerprint) == fingerprint:
        return current
    if current is not None:
        current.retired_at = now
        current.save(update_fields=["retired_at"])
    made = CaseType.objects.create(
        slug=slug,
        version=(current.version if current else 0) + 1,
        kind=kind,
        name_id=name_id,
        name_en=name_en,
        definition=dict(definition),
        fingerprint=fingerprint,
        published_at=now,
    )
    audit.record(
        by=by,
        action="cases.type_published",
        subject=f"type:{slug}",
        now=now,
        detail={"version": made.version},
    )
    return made
