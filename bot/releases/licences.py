"""Licences by the Hub's ids: their usual names, and what they allow in a few words. No legal advice.

The ids are those of https://huggingface.co/docs/hub/repositories-licenses. What a licence allows is told only
where its own text leaves no doubt; for all others a person is sent to the text.
"""

from typing import Literal

from bot.texts import mark

Permission = Literal[
    "free", "credit", "share_alike", "unchanged", "conditions", "non_commercial", "research", "unknown"
]

PERMISSIONS: dict[Permission, str] = {
    "free": mark("commercial use: yes"),
    "credit": mark("commercial use: yes, with credit"),
    "share_alike": mark("commercial use: yes, share alike"),
    "unchanged": mark("commercial use: yes, unchanged only"),
    "conditions": mark("commercial use: with conditions"),
    "non_commercial": mark("commercial use: no"),
    "research": mark("research only"),
    "unknown": mark("read its text"),
}

_KNOWN: dict[str, tuple[str, Permission]] = {
    "afl-3.0": ("AFL 3.0", "free"),
    "agpl-3.0": ("AGPL 3.0", "share_alike"),
    "apache-2.0": ("Apache 2.0", "free"),
    "apple-amlr": ("Apple AMLR", "research"),
    "artistic-2.0": ("Artistic 2.0", "free"),
    "bigcode-openrail-m": ("BigCode OpenRAIL-M", "conditions"),
    "bigscience-bloom-rail-1.0": ("BigScience BLOOM RAIL 1.0", "conditions"),
    "bigscience-openrail-m": ("BigScience OpenRAIL-M", "conditions"),
    "bsd": ("BSD", "free"),
    "bsd-2-clause": ("BSD 2-Clause", "free"),
    "bsd-3-clause": ("BSD 3-Clause", "free"),
    "bsd-3-clause-clear": ("BSD 3-Clause Clear", "free"),
    "bsl-1.0": ("Boost 1.0", "free"),
    "cc-by-2.0": ("CC BY 2.0", "credit"),
    "cc-by-2.5": ("CC BY 2.5", "credit"),
    "cc-by-3.0": ("CC BY 3.0", "credit"),
    "cc-by-4.0": ("CC BY 4.0", "credit"),
    "cc-by-nc-2.0": ("CC BY-NC 2.0", "non_commercial"),
    "cc-by-nc-3.0": ("CC BY-NC 3.0", "non_commercial"),
    "cc-by-nc-4.0": ("CC BY-NC 4.0", "non_commercial"),
    "cc-by-nc-nd-3.0": ("CC BY-NC-ND 3.0", "non_commercial"),
    "cc-by-nc-nd-4.0": ("CC BY-NC-ND 4.0", "non_commercial"),
    "cc-by-nc-sa-2.0": ("CC BY-NC-SA 2.0", "non_commercial"),
    "cc-by-nc-sa-3.0": ("CC BY-NC-SA 3.0", "non_commercial"),
    "cc-by-nc-sa-4.0": ("CC BY-NC-SA 4.0", "non_commercial"),
    "cc-by-nd-4.0": ("CC BY-ND 4.0", "unchanged"),
    "cc-by-sa-3.0": ("CC BY-SA 3.0", "share_alike"),
    "cc-by-sa-4.0": ("CC BY-SA 4.0", "share_alike"),
    "cc0-1.0": ("CC0 1.0", "free"),
    "cdla-permissive-1.0": ("CDLA Permissive 1.0", "free"),
    "cdla-permissive-2.0": ("CDLA Permissive 2.0", "free"),
    "cdla-sharing-1.0": ("CDLA Sharing 1.0", "share_alike"),
    "creativeml-openrail-m": ("CreativeML OpenRAIL-M", "conditions"),
    "ecl-2.0": ("ECL 2.0", "free"),
    "epl-1.0": ("EPL 1.0", "share_alike"),
    "epl-2.0": ("EPL 2.0", "share_alike"),
    "etalab-2.0": ("Etalab 2.0", "credit"),
    "eupl-1.1": ("EUPL 1.1", "share_alike"),
    "eupl-1.2": ("EUPL 1.2", "share_alike"),
    "fair-noncommercial-research-license": ("FAIR Noncommercial Research", "research"),
    "gemma": ("Gemma", "conditions"),
    "gfdl": ("GFDL", "share_alike"),
    "gpl": ("GPL", "share_alike"),
    "gpl-2.0": ("GPL 2.0", "share_alike"),
    "gpl-3.0": ("GPL 3.0", "share_alike"),
    "isc": ("ISC", "free"),
    "lgpl": ("LGPL", "share_alike"),
    "lgpl-2.1": ("LGPL 2.1", "share_alike"),
    "lgpl-3.0": ("LGPL 3.0", "share_alike"),
    "llama2": ("Llama 2 Community", "conditions"),
    "llama3": ("Llama 3 Community", "conditions"),
    "llama3.1": ("Llama 3.1 Community", "conditions"),
    "llama3.2": ("Llama 3.2 Community", "conditions"),
    "llama3.3": ("Llama 3.3 Community", "conditions"),
    "llama4": ("Llama 4 Community", "conditions"),
    "mit": ("MIT", "free"),
    "mpl-2.0": ("MPL 2.0", "share_alike"),
    "ms-pl": ("MS-PL", "free"),
    "ncsa": ("NCSA", "free"),
    "odbl": ("ODbL", "share_alike"),
    "odc-by": ("ODC-BY", "credit"),
    "ofl-1.1": ("OFL 1.1", "share_alike"),
    "openrail": ("OpenRAIL", "conditions"),
    "openrail++": ("OpenRAIL++", "conditions"),
    "osl-3.0": ("OSL 3.0", "share_alike"),
    "pddl": ("PDDL", "free"),
    "postgresql": ("PostgreSQL", "free"),
    "unlicense": ("Unlicense", "free"),
    "wtfpl": ("WTFPL", "free"),
    "zlib": ("zlib", "free"),
}


def licence_name(licence: str) -> str:
    """A licence's usual name; the Hub's word for it where it is not known."""
    return _KNOWN[licence][0] if licence in _KNOWN else licence


def permission(licence: str | None) -> Permission:
    """What a licence allows, by the Hub's id; "unknown" for all that this table does not hold."""
    return _KNOWN[licence][1] if licence in _KNOWN else "unknown"
