"""Drawings of 24 by 24, stroke only; used where a word would not fit, never instead of one."""

ICONS: dict[str, str] = {
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
    "camera": "M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "check": "M4 12.5l5 5L20 6.5",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "next": "M5 12h14M13 6l6 6-6 6",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "close": "M6 6l12 12M18 6L6 18",
    "lock": "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
    "phone": "M7 2h10v20H7zM11 18.5h2",
    "print": "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "warn": "M12 4l9 16H3zM12 10v4M12 17v.01",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8v.01",
    "user": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-4.5 4-6 8-6s7 1.5 8 6",
    "pin": "M12 21s7-6.3 7-11.5a7 7 0 0 0-14 0C5 14.7 12 21 12 21zM12 7.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",  # noqa: E501
    "pen": "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
    "chat": "M4 5h16v11H10l-5 4v-4H4z",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
}
