"""Reads calendar files with a library that shares no code with the one that wrote them."""

import vobject


def read(content):
    """The calendar and its one event. Line ends, folding and zone are as the standard says, or it is refused."""
    text = content.decode("utf-8")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar = vobject.readOne(text, validate=True)
    [event] = calendar.vevent_list
    return calendar, event
