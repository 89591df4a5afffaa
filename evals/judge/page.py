"""The judging page: layout and wiring. The only module of the evaluations that imports Gradio."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.web.gradio_page import host_page, status_html
from evals.judge.judging import IncompleteRating, Judging, filled_form
from evals.judge.models import LONGEST_NOTE, SCALES, Scale
from evals.judge.showing import item_html

HEADER = """<header class="masthead"><h1>Judge the answers</h1>
<p>You see one answer at a time and are not told which system gave it. Judge it by its question and its passages alone.
Each rating is kept as soon as you save it: you can stop at any time and go on later.</p></header>"""
LOST = "This page has lost its place, so nothing was saved. Please reload it."
GO_TO_ITEM = """() => setTimeout(() => {
  const problem = document.querySelector('#status .problem');
  if (problem?.textContent) { problem.scrollIntoView({block: 'nearest'}); return; }
  document.querySelector('#side-column')?.scrollTo(0, 0);
  document.querySelector('#item-title')?.scrollIntoView();
  document.querySelector('#item-title')?.focus({preventScroll: true});
}, 150)"""
GROUP_CHOICES = """() => document.querySelectorAll('#form fieldset').forEach((group, n) => {
  const title = group.querySelector('[data-testid=block-info]');
  title.id = `scale-title-${n}`;
  group.setAttribute('role', 'radiogroup');
  group.setAttribute('aria-labelledby', title.id);
  const rename = () => group.querySelectorAll(`input:not([name=scale-${n}])`).forEach((choice) => { choice.name = `scale-${n}`; });
  rename();
  new MutationObserver(rename).observe(group, {subtree: true, attributeFilter: ['name']});
})"""
"""Gradio ties neither a group's title nor its choices together, and names a choice anew when it changes.

Without this each choice is a tab stop of its own and arrow keys do nothing.
"""
NOTE_LABELS = {"missing_what": "What is missing? (may be left empty)", "harmful_what": "If yes: what harm?"}
NOTE_AFTER = {"missing": "missing_what", "harmful": "harmful_what"}

Place = int | None
"""The position of the item on a visitor's screen; None before the page has asked for one, or once the server forgot it."""
Updates = dict[Any, Any]


@dataclass(frozen=True)
class Parts:
    """The components that events read and change. Holds no visitor's values."""

    place: gr.State
    progress: gr.HTML
    item: gr.HTML
    panel: gr.Column
    form: dict[str, Any]
    status: gr.HTML
    back: gr.Button
    save: gr.Button
    skip: gr.Button
    first: gr.Button

    def all(self) -> list[Any]:
        """Return every component that a new item changes."""
        others = [self.place, self.progress, self.item, self.panel, self.status, self.back, self.first]
        return [*others, *self.form.values()]


def create_app(judging: Judging) -> FastAPI:
    """Return the application that serves the page, shut to other machines and other sites like the assistant's own."""
    return host_page(lambda: build_page(judging), "127.0.0.1", lambda: {"status": "ok"})


def build_page(judging: Judging) -> gr.Blocks:
    """Return the page."""
    with gr.Blocks(title="Judge the answers", analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out()
        _wire(page, judging, parts)
    return page


def _lay_out() -> Parts:
    gr.HTML(
        f"<style>{(files('evals.judge') / 'judge.css').read_text(encoding='utf-8')}</style>{HEADER}",
        apply_default_css=False,
    )
    progress = gr.HTML(apply_default_css=False, elem_id="progress")
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="main-column", scale=3, min_width=300):
            item = gr.HTML(apply_default_css=False, elem_id="item")
            first = gr.Button("Go to the first without a rating", visible=False, elem_id="first")
        with gr.Column(elem_id="side-column", scale=2, min_width=300) as panel:
            gr.HTML('<h2 id="rating" tabindex="-1">Your rating</h2>', apply_default_css=False)
            form = _form()
            status = gr.HTML(status_html("", ""), apply_default_css=False, elem_id="status")
            with gr.Row(elem_id="actions"):
                save = gr.Button("Save and go on", variant="primary", elem_id="save")
                back = gr.Button("Back", elem_id="back")
                skip = gr.Button("Skip", elem_id="skip")
    return Parts(gr.State(None), progress, item, panel, form, status, back, save, skip, first)


def _form() -> dict[str, Any]:
    form: dict[str, Any] = {}
    with gr.Column(elem_id="form"):
        for scale in SCALES:
            form[scale.name] = _radio(scale)
            note = NOTE_AFTER.get(scale.name)
            if note:
                form[note] = gr.Textbox(label=NOTE_LABELS[note], lines=2, max_lines=8, max_length=LONGEST_NOTE + 1)
    return form


def _radio(scale: Scale) -> gr.Radio:
    return gr.Radio(list(scale.choices), label=scale.asks, elem_id=f"scale-{scale.name}", elem_classes="scale")


def _wire(page: gr.Blocks, judging: Judging, parts: Parts) -> None:
    names = list(parts.form)

    def show_first() -> Updates:
        return _screen(judging, parts, judging.first_unrated())

    def save(place: Place, *values: Any) -> Updates:
        if place is None or place >= len(judging.items):
            return {parts.status: status_html("", LOST)}
        try:
            judging.rate(place, dict(zip(names, values, strict=True)))
        except IncompleteRating as problem:
            return {parts.status: status_html("", str(problem))}
        return _screen(judging, parts, place + 1, "Saved.")

    def move(step: int) -> Callable[[Place], Updates]:
        def moved(place: Place) -> Updates:
            start = judging.first_unrated() if place is None else place + step
            return _screen(judging, parts, max(0, min(start, len(judging.items))))

        return moved

    page.load(**_quiet(show_first, parts.all())).then(fn=None, js=GROUP_CHOICES)
    saving = parts.save.click(inputs=[parts.place, *parts.form.values()], **_quiet(save, parts.all()))
    saving.then(fn=None, js=GO_TO_ITEM)
    for button, action in ((parts.back, move(-1)), (parts.skip, move(1))):
        button.click(inputs=parts.place, **_quiet(action, parts.all())).then(fn=None, js=GO_TO_ITEM)
    parts.first.click(**_quiet(show_first, parts.all())).then(fn=None, js=GO_TO_ITEM)


def _quiet(action: Callable[..., Any], outputs: Any) -> dict[str, Any]:
    """Arguments of every event: no progress overlay, no public endpoint, no second click while the first is at work."""
    return {
        "fn": action,
        "outputs": outputs,
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": None,
        "trigger_mode": "once",
    }


def _screen(judging: Judging, parts: Parts, place: int, said: str = "") -> Updates:
    """Return what the page shows at a place: an item with its form, or what is left to do after the last."""
    total, unrated = len(judging.items), len(judging.unrated())
    over = place >= total
    updates: Updates = {
        parts.place: place,
        parts.progress: _progress_html(total - unrated, total),
        parts.item: _end_html(unrated) if over else item_html(judging.items[place].shown, place + 1, total),
        parts.panel: gr.update(visible=not over),
        parts.first: gr.update(visible=over and unrated > 0),
        parts.back: gr.update(interactive=place > 0),
        parts.status: status_html(said, ""),
    }
    form = filled_form(None if over else judging.rating(place))
    return updates | {parts.form[name]: value for name, value in form.items()}


def _progress_html(rated: int, total: int) -> str:
    words = f"{rated} of {total} rated"
    return f'<p role="status">{escape(words)}</p><progress max="{total}" value="{rated}" aria-label="{escape(words)}"></progress>'


def _end_html(unrated: int) -> str:
    """Return what stands after the last item."""
    words = (
        "Every answer is rated. Thank you: you can close this page."
        if not unrated
        else (f"You have come to the end; {unrated} of the answers {'has' if unrated == 1 else 'have'} no rating yet.")
    )
    return f'<article class="item"><h2 id="item-title" tabindex="-1">The end</h2><p>{words}</p></article>'
