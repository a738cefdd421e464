"""The custom ids of the settings' panel."""

CHOICE = r"settings:(?P<field>language|zone|channel|roles|members|answers)"
OPEN = "settings:hours"
FORM = "settings:hours:sent"


def choice(field: str) -> str:
    """A list of the panel."""
    return f"settings:{field}"
