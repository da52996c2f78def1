"""What may stand in a log: no token of a link, for whoever reads the log could open it."""

import logging
import re

#: A token as it stands in an address: 32 signs between slashes (or quotes, at the end of a line).
TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{32}(?=[/?\s\"']|$)")


class HideTokens(logging.Filter):
    """Puts an ellipsis where a line has the token of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if TOKEN.search(line):
            record.msg, record.args = TOKEN.sub("…", line), ()
        return True
