"""What screens tell the app."""

from textual.message import Message


class Moved(Message):
    """The course has come to another stage; the app shows the screen of that stage."""
