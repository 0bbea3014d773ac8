"""Subscribe many, send them one message with eight articles; prints the seconds of sending."""

import sys
from time import perf_counter

import django

django.setup()

from django.contrib.sites.models import Site
from django.core.management import call_command
from django.utils.timezone import now

from newsletter.models import Article, Message, Newsletter, Submission, Subscription

WORDS = "Perbaikan jalan dimulai pekan depan, dan warga diminta memilih jalan lain. " * 3


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    letter = Newsletter.objects.create(
        title="Kabar", slug="kabar", email="kabar@kabupaten.example", sender="Kabupaten"
    )
    letter.site.set([Site.objects.get_current()])
    Subscription.objects.bulk_create(
        Subscription(
            newsletter=letter, email_field=f"pembaca{n}@surat.example", name_field=f"Pembaca {n}",
            subscribed=True, activation_code=str(n),
        )
        for n in range(count)
    )  # fmt: skip
    message = Message.objects.create(title="Kabar pekan ini", slug="pekan", newsletter=letter)
    for number in range(8):
        Article.objects.create(
            title=f"Kabar nomor {number}", text=WORDS, post=message, sortorder=number,
            url=f"https://kabupaten.example/kabar/2026/kabar-{number}/",
        )  # fmt: skip
    submission = Submission.from_message(message)
    submission.prepared, submission.publish_date = True, now()
    submission.save()
    began = perf_counter()
    Submission.submit_queue()
    print(perf_counter() - began)


main(int(sys.argv[1]))
