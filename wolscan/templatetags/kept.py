"""Parts of a page that hardly ever differ, rendered once by each process: ``{% kept signed_in=… %}…{% endkept %}``.

Inside, only the values given are there, and nothing else of the page: no person, no token, no request. So what is kept
holds nothing of anybody, and the same values in the same language give the same text. Give few values with few
outcomes (whether somebody is signed in, a number of eight).
"""

import re
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
#: What stands between two tags for whoever reads the template: one line end says the same.
GAP = re.compile(r">\s+<")
#: Beyond this many a part is rendered every time: somebody gave it a value that differs from page to page.
MOST = 200


class KeptNode(template.Node):
    """Lives as long as its template, and what it keeps with it."""

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, given
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.given.items()}
        key = (get_language(), *given.values())
        found = self.kept.get(key)
        if found is None:
            # A template escaped every value in it; only space between tags goes.
            found = SafeString(GAP.sub(">\n<", self.nodelist.render(context.new(given))))  # nosec B703
            if len(self.kept) < MOST:
                self.kept[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Only ``name=value`` may be given."""
    name, *bits = token.split_contents()
    given = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{name} takes name=value only, not: {' '.join(bits)}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, given)
