"""Words are compiled as GNU gettext does it."""

import gettext
import io

from kentongan.config import catalogues

SOURCE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

#: here.py:1
msgid "Send"
msgstr "Kirim"

msgctxt "month"
msgid "May"
msgstr "Mei"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s hari"
msgstr[1] "%(n)s hari semua"

#, fuzzy
msgid "Guess"
msgstr "Tebak"

msgid ""
"A long "
"sentence with \\"quotes\\""
msgstr ""
"Kalimat "
"panjang"

msgid "Nothing"
msgstr ""

#~ msgid "Old"
#~ msgstr "Lama"
"""


def test_a_catalogue_speaks_as_gettext_would() -> None:
    words = gettext.GNUTranslations(io.BytesIO(catalogues.pack(catalogues.read(SOURCE))))

    assert words.gettext("Send") == "Kirim"
    assert words.pgettext("month", "May") == "Mei"
    assert words.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s hari semua"
    assert words.gettext('A long sentence with "quotes"') == "Kalimat panjang"
    assert [words.gettext(word) for word in ("Guess", "Nothing", "Old")] == [
        "Guess",
        "Nothing",
        "Old",
    ]


def test_a_head_that_a_tool_marked_as_guessed_still_says_the_character_set() -> None:
    marked = SOURCE.replace(
        '\nmsgid ""\nmsgstr ""\n"Content', '\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Content', 1
    )
    marked = marked.replace('msgstr "Kirim"', 'msgstr "Kirim …"')

    words = gettext.GNUTranslations(io.BytesIO(catalogues.pack(catalogues.read(marked))))

    assert words.gettext("Send") == "Kirim …"
