"""How a page of Gradio's components looks: the theme, and the files that travel inside the package."""

from importlib.resources import files

import gradio as gr

SYSTEM_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
"""Fonts that the reader's machine has: Gradio's own themes fetch theirs from Google."""

INK, PAPER = "#10151a", "#ffffff"
INK_DARK, PAPER_DARK = "#e8ecf0", "#12171c"
QUIET, QUIET_DARK = "#4d575f", "#b4bec7"
LINE, LINE_DARK = "#767f87", "#7d8790"
ACTION, ACTION_DARK = "#17517e", "#9ccbf2"


def static_text(name: str) -> str:
    """Return a style sheet or script of this package."""
    return (files("assistant.web") / "static" / name).read_text(encoding="utf-8")


def page_theme() -> gr.themes.Base:
    """Return a plain theme on system fonts with at least 4.5:1 contrast for text, light and dark."""
    theme = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", font=SYSTEM_FONTS, font_mono=("ui-monospace", "monospace")
    )
    theme.set(
        body_background_fill=PAPER,
        body_background_fill_dark=PAPER_DARK,
        body_text_color=INK,
        body_text_color_dark=INK_DARK,
        body_text_color_subdued=QUIET,
        body_text_color_subdued_dark=QUIET_DARK,
        body_text_size="1.0625rem",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_padding="0",
        block_label_text_color=INK,
        block_label_text_color_dark=INK_DARK,
        block_title_text_color=INK,
        block_title_text_color_dark=INK_DARK,
        block_title_text_size="1.0625rem",
        block_title_text_weight="600",
        block_info_text_color=QUIET,
        block_info_text_color_dark=QUIET_DARK,
        block_info_text_size="0.9375rem",
        input_background_fill=PAPER,
        input_background_fill_dark=PAPER_DARK,
        input_border_width="2px",
        input_border_color=LINE,
        input_border_color_dark=LINE_DARK,
        input_border_color_focus=ACTION,
        input_border_color_focus_dark=ACTION_DARK,
        input_placeholder_color=QUIET,
        input_placeholder_color_dark=QUIET_DARK,
        input_radius="3px",
        input_text_size="1.0625rem",
        button_border_width="0px",
        button_large_radius="3px",
        button_large_text_size="1rem",
        button_large_text_weight="600",
        button_primary_background_fill=ACTION,
        button_primary_background_fill_hover="#0e3d62",
        button_primary_text_color=PAPER,
        button_primary_background_fill_dark=ACTION_DARK,
        button_primary_background_fill_hover_dark="#c3e0f8",
        button_primary_text_color_dark=PAPER_DARK,
        button_secondary_background_fill="#e9edf0",
        button_secondary_background_fill_hover="#d9dfe4",
        button_secondary_text_color=INK,
        button_secondary_background_fill_dark="#28313a",
        button_secondary_background_fill_hover_dark="#36414c",
        button_secondary_text_color_dark=INK_DARK,
    )
    return theme
