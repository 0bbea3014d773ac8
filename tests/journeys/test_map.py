"""The public map, by hand, by keyboard and without script; and a photo that is covered first."""

import pytest

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SCREEN

pytestmark = JOURNEY
SINGLE = ".mark:not(.many)"


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_visitor_finds_a_report_on_the_map_by_keyboard(invite, width):
    visitor = invite("", width=width)
    visitor.open("/peta/")

    visitor.sees(".mark")
    for _ in range(6):
        if visitor.find(SINGLE).count():
            break
        visitor.find(".mark.many").first.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_timeout(900)
    visitor.find(SINGLE).first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.find(".leaflet-popup-content a").first.press("Enter")

    visitor.page.wait_for_url("**/peta/BWI-*/")
    assert find_faults(visitor.page, language="id") == []


def test_without_script_the_list_and_the_filter_do_the_same(invite):
    visitor = invite("", width=PHONE, script=False)
    visitor.open("/peta/")

    visitor.find(".rows a").first.wait_for()
    assert not visitor.find("#map").is_visible()
    visitor.find("details.more > summary").first.click()
    visitor.find("#f-standing").select_option("terbuka")
    visitor.press(".filter button")

    assert "keadaan=terbuka" in visitor.page.url
    assert visitor.find(".rows a, .empty").first.is_visible()
