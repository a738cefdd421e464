"""All the code of a bot, for a process that others are forked off."""

from importlib import import_module

from bot.extensions import EXTENSIONS

for _name in EXTENSIONS:
    import_module(_name)
