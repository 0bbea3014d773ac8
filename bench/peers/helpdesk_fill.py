"""Fill the peer's database with tickets and log one of its staff in; prints the session's key."""

import sys

import django

django.setup()  # before anything of the peer is imported

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from helpdesk.models import Queue, Ticket

call_command("migrate", verbosity=0)
staff = get_user_model().objects.create_superuser("sari", "sari@contoh.example", "x")
queue = Queue.objects.create(title="Layanan", slug="layanan", allow_public_submission=True)
Ticket.objects.bulk_create(
    (
        Ticket(
            queue=queue,
            title=f"Surat keterangan {number}",
            description="Untuk pengajuan modal usaha.",
            submitter_email=f"warga{number}@contoh.example",
            status=Ticket.OPEN_STATUS if number % 50 == 0 else Ticket.CLOSED_STATUS,
        )
        for number in range(int(sys.argv[1]))
    ),
    batch_size=2_000,
)
session = SessionStore()
session[SESSION_KEY] = str(staff.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
session.save()
sys.stdout.write(session.session_key)
