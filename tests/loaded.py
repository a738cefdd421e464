"""All the code of a bot, for a process that others are forked off."""

import gc
from importlib import import_module

from sqlalchemy.orm import configure_mappers

from bot.answers.glossary.terms import terms
from bot.extensions import EXTENSIONS
from bot.texts import language

for _name in EXTENSIONS:
    import_module(_name)
configure_mappers()
for _code in ("en", "fr"):
    language(_code)
terms()
# What is loaded stays: whoever is forked off need not look through it for garbage, and so shares its memory.
gc.collect()
gc.freeze()
