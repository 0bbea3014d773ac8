"""Components are drawn without a database and without a style attribute (CSP)."""

import re
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.template import engines
from django.utils import translation

import pytest

from kentongan.lobby.design.samples import SampleForm

TEMPLATES = sorted(
    path
    for path in Path("kentongan").rglob("templates/**/*.html")
    if path.parent.name != "mail"  # a mail program reads no stylesheet
)


def draw(source: str, **context: object) -> str:
    with translation.override("en"):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_carries_style_or_script_of_its_own(template: Path) -> None:
    source = template.read_text()

    own = r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*(?:\ssrc=|application/json))"
    found = re.findall(own, source)

    assert found == []


@pytest.mark.parametrize(("spent", "width"), [(38, "38"), (82.4, "82"), (130, "100"), (-5, "0")])
def test_the_bar_shows_the_time_spent(spent: float, width: str) -> None:
    clock = SimpleNamespace(spent=spent, state="ok", words="3 days left")

    html = draw('{% include "design/_clock.html" %}', clock=clock)

    assert f'<rect width="{width}"' in html
    assert "3 days left" in html


def test_a_link_to_a_page_that_is_not_built_is_empty() -> None:
    assert draw("[{% href 'nobody:knows_this' %}]") == "[]"


def test_each_form_gets_a_key_of_its_own() -> None:
    first, second = draw("{% once_key %}"), draw("{% once_key %}")

    assert first != second
    assert 'name="once"' in first


def test_an_error_is_tied_to_its_field_and_to_the_summary() -> None:
    form = SampleForm({"nik": "12", "kind": "x"})

    html = draw("{{ form }}", form=form)

    assert 'href="#id_nik"' in html
    assert 'href="#id_kind_0"' in html
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in html
    assert 'id="id_nik_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_named_group() -> None:
    html = draw("{{ form.kind.as_field_group }}", form=SampleForm())

    assert "<fieldset" in html
    assert "<legend>Kind" in html


def test_required_is_said_in_words() -> None:
    html = draw("{{ form.name.as_field_group }}{{ form.since.as_field_group }}", form=SampleForm())

    assert "required</span>" in html
    assert "may stay empty</span>" in html


def test_a_photo_field_is_one_big_target() -> None:
    html = draw("{{ form.card.as_field_group }}", form=SampleForm())

    assert 'class="photo"' in html
    assert 'accept="image/*"' in html


def test_a_file_field_does_not_ask_for_a_photo() -> None:
    class Papers(forms.Form):
        paper = forms.FileField(widget=forms.FileInput(attrs={"accept": "application/pdf"}))

    html = draw("{{ form }}", form=Papers())

    assert "Tap to choose a file" in html
    assert "camera" not in html
