"""Fill the peer's site with the bench's articles, read from a file."""

import json
import sys
from datetime import datetime
from pathlib import Path

import django

django.setup()  # before anything of the peer is imported

from django.core.management import call_command
from django.db import connection

from wagtail.models import Page, Site
from wagtail_news.models import ArticlePage, NewsIndexPage

call_command("makemigrations", "wagtail_news", verbosity=0)
call_command("migrate", verbosity=0)
root = Page.objects.get(depth=1)
root.get_children().delete()
home = Page.objects.get(depth=1).add_child(instance=Page(title="Beranda", slug="beranda"))
Site.objects.all().delete()
Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Kabar")
index = home.add_child(instance=NewsIndexPage(title="Kabar", slug="kabar", show_in_menus=True))
for row in json.loads(Path(sys.argv[1]).read_text()):
    page = ArticlePage(
        title=row["title"], slug=row["slug"], date=datetime.fromisoformat(row["at"]),
        topic=row["topic"], intro=row["summary"], body=row["html"],
    )  # fmt: skip
    page.tags.set(row["tags"])
    index.add_child(instance=page)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")  # as the database does by itself after some minutes
