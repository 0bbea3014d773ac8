"""
Markdown to harmless HTML: what an editor writes can never act on a page.

Raw HTML is text. Headings begin at h2, because the title is the h1. A picture is named by its
number (`![](2)`) and lies with us; one at any other address is not shown, and never fetched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 60_000
TOP, DEEPEST = 2, 4
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "pre", "figure"}
WORDS = {"a", "em", "strong", "code", "br", "s", "table", "thead", "tbody", "tr", "th", "td"}
PLACE_OF_PICTURE = re.compile(r'<figure data-picture="(\d{1,2})"></figure>')
NUMBER = re.compile(r"\d{1,2}")
_of_article = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Made:
    """Harmless HTML, the numbers of pictures it has places for, and what was left out."""

    html: str
    pictures: tuple[int, ...] = ()
    foreign: tuple[str, ...] = ()  # addresses of pictures that are not ours


def make_html(text: str) -> Made:
    """Return an article's text as HTML; pictures are places to be filled by `PLACE_OF_PICTURE`."""
    tokens = _of_article.parse(text[:LONGEST])
    _lower_headings(tokens)
    pictures, foreign = _place_pictures(tokens)
    raw = _of_article.renderer.render(tokens, _of_article.options, {})
    html = nh3.clean(
        raw, tags=BLOCKS | WORDS, url_schemes=SCHEMES, link_rel="noopener noreferrer",
        attributes={
            "a": {"href", "title"}, "figure": {"data-picture"},
            "ol": {"start"},
        },
    )  # fmt: skip
    return Made(html, tuple(pictures), tuple(foreign))


def make_plain(text: str, *, longest: int = 500) -> str:
    """Return the words of a Markdown text without its marks, cut at a word."""
    tokens = _of_article.parse(text[:LONGEST])
    pieces = [
        "".join(child.content if child.type != "softbreak" else " " for child in token.children)
        for token in tokens
        if token.type == "inline" and token.children
    ]
    words = " ".join(" ".join(pieces).split())
    if len(words) <= longest:
        return words
    return words[: longest - 1].rsplit(" ", 1)[0] + "…"


def _lower_headings(tokens: Sequence[Token]) -> None:
    """Let the highest heading be an h2; none is deeper than an h4."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=TOP)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + TOP, DEEPEST)}"


def _place_pictures(tokens: list[Token]) -> tuple[list[int], list[str]]:
    """Turn a paragraph that is one picture of ours into its place; other pictures into words."""
    pictures: list[int] = []
    foreign: list[str] = []
    for position, token in enumerate(tokens):
        if token.type != "inline" or not token.children:
            continue
        number = _find_own_number(token.children)
        if number is not None and number not in pictures and tokens[position - 1].level == 0:
            pictures.append(number)
            _make_place(tokens[position - 1 : position + 2], number)
            continue
        for child in token.children:
            if child.type == "image":
                foreign.append(str(child.attrGet("src") or ""))
                child.type, child.tag = "text", ""
    return pictures, [address for address in foreign if not NUMBER.fullmatch(address)]


def _find_own_number(children: Sequence[Token]) -> int | None:
    seen = [c for c in children if c.type != "text" or c.content.strip()]
    if len(seen) != 1 or seen[0].type != "image":
        return None
    address = str(seen[0].attrGet("src") or "")
    return int(address) if NUMBER.fullmatch(address) else None


def _make_place(paragraph: Sequence[Token], number: int) -> None:
    opening, words, closing = paragraph
    opening.tag = closing.tag = "figure"
    opening.attrSet("data-picture", str(number))
    opening.hidden = closing.hidden = False
    opening.block = closing.block = False  # no line end between the two
    words.children, words.content = [], ""
