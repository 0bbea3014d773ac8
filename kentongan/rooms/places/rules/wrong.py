"""What is wrong with the data of a regency."""


class WrongData(ValueError):
    """A file says something that cannot be meant; the text says what and where."""
