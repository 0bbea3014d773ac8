"""NOTAMs by mail and from a folder become drafts, and a bad one stops no other."""

from io import BytesIO, StringIO, TextIOWrapper

from django.core.management import CommandError, call_command

import pytest

from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.tests.conftest import CLOSED

LETTER = f"""From: notam@bandara.example
To: notam@banyuwangi.example
Subject: NOTAM
Content-Type: text/plain; charset=utf-8

{CLOSED}

{CLOSED.replace("B0192", "B0193")}
"""


@pytest.mark.django_db
def test_a_letter_becomes_drafts_and_nothing_is_published(regency, monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(LETTER.encode())))

    call_command("take_notam", stdout=StringIO())

    found = Notice.objects.order_by("number").values_list("number", "state")
    assert list(found) == [("B0192/21", "draft"), ("B0193/21", "draft")]


@pytest.mark.django_db
def test_odd_letters_stop_no_other(regency, tmp_path):
    odd = LETTER.replace("utf-8", "x-nobody").replace("E) AD", "E) \0AD").replace("B019", "B018")
    (tmp_path / "1.eml").write_bytes(odd.encode())
    (tmp_path / "2.eml").write_text("Straße, größer: ß\n" + LETTER.partition("\n\n")[2])

    call_command("take_notam", folder=tmp_path, stdout=StringIO())

    assert sorted(Notice.objects.values_list("number", flat=True)) == [
        "B0182/21", "B0183/21", "B0192/21", "B0193/21",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_folder_is_taken_once(regency, tmp_path):
    (tmp_path / "1.txt").write_text("METAR WADY 080130Z")
    (tmp_path / "2.txt").write_text(CLOSED)

    said = StringIO()
    with pytest.raises(CommandError):
        call_command("take_notam", folder=tmp_path, stdout=said)
    call_command("take_notam", folder=tmp_path, stdout=said)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["1.txt.refused", "2.txt.taken"]
    assert "2.txt: B0192/21" in said.getvalue()
