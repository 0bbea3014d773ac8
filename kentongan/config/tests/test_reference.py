"""The pages of docs/reference tell what the code does."""

from kentongan.config import reference


def test_every_setting_is_explained() -> None:
    assert reference.list_setting_names() - reference.MEANINGS.keys() == set()


def test_every_page_has_a_title_and_rows() -> None:
    for name, page in reference.make_pages().items():
        assert page.startswith("# "), name
        assert page.count("\n| ") > 2 or name == "measures.md", name


def test_the_health_pages_are_for_machines() -> None:
    assert "| `/healthz` | healthz | machine |" in reference.make_pages()["addresses.md"]
