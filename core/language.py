"""The language of every sentence a person reads."""

import gettext as _gettext
import os
from pathlib import Path

_translations = _gettext.translation(
    "handrail",
    localedir=Path(__file__).parents[1] / "data" / "locale",
    languages=[os.environ.get("HANDRAIL_LANGUAGE", "en")],
    fallback=True,
)

_ = _translations.gettext
ngettext = _translations.ngettext
