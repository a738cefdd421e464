"""The commands and controls of the bot, each a module that discord.py loads."""

_COGS = (
    "watch watch_panel post follow help status settings audit channels "
    "result reproduce compare competitive board model trend moderate benchmark "
    "result_of_post result_menu result_preview result_columns token export compare_of_post "
    "notebook notebook_compare notebook_menu notebook_preview notebook_of_post notebook_results "
    "ask ask_of_post ask_mention ask_community ask_figures explain_menu knowledge quoted_messages"
)
EXTENSIONS = tuple(f"cogs.{name}" for name in _COGS.split())
