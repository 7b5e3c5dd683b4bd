"""A person's own settings: language, colours of the screen, keys."""

from __future__ import annotations

import json
from dataclasses import replace

from starlette.responses import Response

from review.language import LANGUAGES, N_
from review.pages import Page
from review.shortcuts import ACTIONS, find_clashes
from review.visit import Visit

THEMES = {"auto": N_("As the computer"), "light": N_("Light"), "dark": N_("Dark")}


def show_settings(visit: Visit) -> Response:
    """The form with what is set."""
    return _render(visit, dict(visit.shortcuts.actions), "")


def _render(visit: Visit, keys: dict[str, str], error: str) -> Response:
    status = 422 if error else 200
    return visit.render(
        "settings.html", status, languages=LANGUAGES, themes=THEMES, actions=ACTIONS, keys=keys, error=error
    )


def save_settings(visit: Visit) -> Response:
    """Keep the settings, unless two actions would share a key."""
    keys = {action: visit.get_text(f"key-{action}") or key for action, (key, _) in ACTIONS.items()}
    clashes = find_clashes(keys)
    if clashes:
        text = visit.say(
            N_("Not saved. Give each action a key of its own; look at: %(keys)s"), keys=" ".join(clashes)
        )
        return _render(visit, keys, text)
    own = {action: key for action, key in keys.items() if key != ACTIONS[action][0]}
    language, theme = visit.get_text("language"), visit.get_text("theme")
    settings = {
        **visit.reviewer.settings,
        "language": language if language in LANGUAGES else visit.words.language,
        "theme": theme if theme in THEMES else "auto",
        "shortcuts": "on" if visit.get_text("shortcuts") else "off",
        "keys": json.dumps(own),
    }
    with visit.deciding() as writer:
        writer.update_reviewer(replace(visit.reviewer, settings=settings))
    return visit.redirect("settings", notice=visit.office.renderer.get_words(settings["language"]).say(SAVED))


SAVED = N_("The settings are saved.")

PAGES = (
    Page("/settings", show_settings),
    Page("/settings", save_settings, "POST"),
)
