"""Values of other programs on a page."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString


def json_legivel(valor: object) -> SafeString | str:
    """A value of a JSON column, indented; whatever stands in it is text to the browser. A dash for none."""
    if not valor:
        return "-"
    return format_html('<pre class="whitespace-pre-wrap">{}</pre>', json.dumps(valor, ensure_ascii=False, indent=2))
