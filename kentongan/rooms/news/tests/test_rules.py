"""Markdown that cannot harm, addresses, what is missing, what changed."""

import pytest

from kentongan.rooms.news.rules.changes import list_changes
from kentongan.rooms.news.rules.content import Content, list_missing
from kentongan.rooms.news.rules.markdown import make_html, make_plain
from kentongan.rooms.news.rules.slugs import make_slug

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    "[a](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[a](https://x.example "\\" onclick=alert(1) x=\\"")',
    "[a](vbs&#99;ript:x)",
    "[a](java&#x0A;script:alert(1))",
    "[a](feed:javascript:x)",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "<!--><img src=x onerror=alert(1)>-->",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1>'>",
    "|<img>|\n|-|\n|<svg onload=1>|",
    "![a](https://jahat.example/pixel.png)",
    "![a](http://169.254.169.254/latest/meta-data/)",
    "![a](//jahat.example/x)",
    "![a](/media/x.svg)",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "![a][r]\n\n[r]: http://127.0.0.1:8000/admin",
    "text ![](2) in a line",
    "<iframe src=//jahat.example></iframe>",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "</div></main><form action=//jahat.example>",
    "`<script>`",
    "```html\n<script>alert(1)</script>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<figure data-picture="1" onclick=x></figure>',
    "[" * 3000 + "](" * 3000,
    "> " * 2000 + "x",
    "*" * 5000,
    "\u202e\u0000 <b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_written_can_act(text: str) -> None:
    lower = make_html(text).html.lower()

    for harm in ("<script", "<img", "<iframe", "<svg", "<style", "<form", "<figure", "<b "):
        assert harm not in lower
    for scheme in ("javascript", "data", "vbscript", "feed"):
        assert f'href="{scheme}:' not in lower
    assert " onclick=alert" not in lower.replace("&quot;", '"').split('title="')[0]


def test_an_article_has_headings_links_tables_and_its_own_pictures() -> None:
    made = make_html(
        "# Satu\n\n### Tiga\n\n[x](https://a.example/?a=1&b=2) ~~lama~~\n\n![](2)\n\n"
        "|a|b|\n|-|-|\n|1|2|\n\n![lain](http://b.example/x.png)"
    )

    assert "<h2>Satu</h2>" in made.html
    assert "<h4>Tiga</h4>" in made.html
    assert 'rel="noopener noreferrer"' in made.html
    assert '<figure data-picture="2"></figure>' in made.html
    assert "<td>1</td>" in made.html
    assert made.pictures == (2,)
    assert made.foreign == ("http://b.example/x.png",)


def test_plain_words_are_cut_at_a_word() -> None:
    assert make_plain("# A\n\n**b** [c](https://d.example)") == "A b c"
    assert make_plain("kata " * 300, longest=22) == "kata kata kata kata…"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Desa Tambong: layanan 24 jam!", "desa-tambong-layanan-24-jam"),
        ("12", "kabar-12"),
        ("Ünïcode — ok", "unicode-ok"),
        ("", "kabar"),
        ("日本", "kabar"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert make_slug(title) == slug


def test_a_taken_address_gets_a_number() -> None:
    assert make_slug("Satu dua", taken={"satu-dua", "satu-dua-2"}) == "satu-dua-3"


def test_what_is_missing_is_named_by_language() -> None:
    whole = Content("x", title_id="T", summary_id="S", body_id="B" * 50)

    assert list_missing(Content("x")) == ["title_id", "summary_id", "body_id"]
    assert list_missing(whole) == []
    assert list_missing(Content("x", title_en="T")) == ["summary_en", "body_en"]


def test_changes_are_said_word_by_word() -> None:
    before = Content("x", title_id="Buka sampai pukul 21.00", body_id="a b")
    after = Content("x", title_id="Buka sampai pukul 20.00", body_id="a b")

    changes = list_changes(before, after)

    assert [change.field for change in changes] == ["title_id"]
    assert [(p.words, p.how) for p in changes[0].pieces if p.how] == [("21", "gone"), ("20", "new")]
