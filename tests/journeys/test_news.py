"""Nadia writes, Rendra reviews and publishes, Nadia corrects; everybody reads it."""

from typing import Any

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND

pytestmark = JOURNEY
TEXT = "Balai desa buka sampai malam pada hari Selasa dan Kamis, mulai pekan depan."
WRITTEN = {
    "category": "layanan", "title_id": "Balai desa uji buka malam",
    "summary_id": "Dua malam seminggu.", "body_id": f"## Jam\n\n{TEXT}",
    "title_en": "The hall opens in the evening", "summary_en": "Two evenings a week.",
    "body_en": "## Hours\n\nThe village hall is open in the evening on Tuesdays and Thursdays.",
}  # fmt: skip
SLUG = "balai-desa-uji-buka-malam"
YEAR = "SELECT extract(year FROM published_at)::int FROM news_article WHERE slug = %s"


def test_an_article_is_written_reviewed_published_and_corrected(invite: Any, house: Any) -> None:
    nadia, rendra, wati = invite("nadia"), invite("rendra"), invite(width=PHONE)
    nadia.log_in(next_path="/meja/kabar/tulis/")
    nadia.type(**WRITTEN)
    nadia.sees("[data-preview] h2:text-is('Jam')")
    assert find_faults(nadia.page, language="id") == []
    nadia.press('button[value="send"]')
    nadia.page.wait_for_url("**/kabar/*-*-*-*/")
    way = nadia.page.url
    rendra.log_in(next_path="/meja/kabar/")
    assert find_faults(rendra.page, language="id") == []
    rendra.open(way)
    rendra.press(f'form[action$="/terbitkan/"] {SEND}')
    nadia.open(f"{way}ralat/")
    nadia.type(words_id="Tertulis Kamis, yang benar Jumat.",
               body_id=WRITTEN["body_id"].replace("Kamis", "Jumat"))  # fmt: skip
    nadia.press(f".writing {SEND}")
    rendra.open(way)
    assert find_faults(rendra.page, language="id") == []
    rendra.press('button[value="agree"]')

    year = house.query(YEAR, SLUG)[0][0]
    wati.open(f"/kabar/{year}/{SLUG}/")
    assert "Tertulis Kamis" in wati.find("[role=note]").inner_text()
    assert "Jumat" in wati.find(".prose").inner_text()
    assert find_faults(wati.page, language="id") == []
    wati.press('.languages [hreflang="en"]')
    assert "opens in the evening" in wati.find("h1").inner_text()
