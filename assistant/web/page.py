"""The layout of the page and the wiring of its events. What happens is in `chat`; what it looks like in `style`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.web.chat import Chat, Screen
from assistant.web.conversation import Conversation, conversation_html
from assistant.web.passages import EMPTY_PANEL
from assistant.web.style import static_text

EXAMPLES = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. "
    "What stage are we in and what should we do next?",
    "Schools now ring the police before they ring us, and health staff have stopped coming to our meetings. "
    "Where are we, and what comes first?",
    "What should a new director check in the first month when nobody trusts the performance figures?",
    "Which councils have come back from an inadequate judgement, and how long did it take them?",
)
HEADER = """<header class="masthead"><h1>Regrip</h1>
<p class="lead">Describe your children’s social care service. Regrip says which stage of difficulty it seems to be in and what
to do next, and shows the passage behind every claim.</p>
<p class="about">It is not an inspection judgement and cannot advise about an individual child.
If a child is in danger now, call 999.</p></header>"""
AT_ONCE = 20
"""Answers made at the same time; further visitors wait in a queue."""

FOCUS_BOX = "() => document.querySelector('#question textarea')?.focus()"

Updates = dict[Any, Any]


@dataclass(frozen=True)
class Parts:
    """The components that events read and change. Holds no visitor's values."""

    conversation: gr.State
    turns: gr.HTML
    status: gr.HTML
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    anew: gr.Button
    examples: gr.Column
    example_buttons: tuple[gr.Button, ...]
    panel: gr.HTML

    def changed_by_screen(self) -> list[Any]:
        """Return the components that a screen can change."""
        return [self.conversation, self.turns, self.status, self.box, self.stop, self.anew, self.examples]


def build_page(chat: Chat, longest: int) -> gr.Blocks:
    """Return the page. `longest` is the longest message accepted, in characters."""
    with gr.Blocks(title="Regrip", analytics_enabled=False, fill_width=True) as page:
        _wire(chat, _lay_out(longest))
    return page


def _lay_out(longest: int) -> Parts:
    gr.HTML(HEADER, apply_default_css=False, elem_id="masthead")
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="main-column", scale=3, min_width=300):
            turns = _scripted_html("turns", "", "turns.js")
            status = gr.HTML(status_html("", ""), apply_default_css=False, elem_id="status")
            box = _question_box(longest)
            with gr.Row(elem_id="actions"):
                ask = gr.Button("Ask", variant="primary", elem_id="ask")
                stop = gr.Button("Stop", visible=False, elem_id="stop")
                anew = gr.Button("New conversation", visible=False, elem_id="anew")
            with gr.Column(elem_id="examples") as examples:
                gr.HTML("<h2>Or start with one of these</h2>", apply_default_css=False)
                buttons = tuple(gr.Button(text, elem_classes="example") for text in EXAMPLES)
        with gr.Column(elem_id="side-column", scale=2, min_width=300):
            panel = _scripted_html("panel", EMPTY_PANEL, "panel.js")
    return Parts(gr.State(Conversation()), turns, status, box, ask, stop, anew, examples, buttons, panel)


def _scripted_html(name: str, value: str, script: str) -> gr.HTML:
    return gr.HTML(value, apply_default_css=False, js_on_load=static_text(script), elem_id=name)


def _question_box(longest: int) -> gr.Textbox:
    """One line that grows, because in a taller box Gradio takes Enter as a new line.

    The browser cuts a pasted text at the limit without a word, so one more character is let in: then the assistant refuses it aloud.
    """
    return gr.Textbox(
        label="Your question, or a description of your service",
        info="Enter sends. Shift and Enter together start a new line. Leave out the names and details of children and families.",
        lines=1,
        max_lines=12,
        max_length=longest + 1,
        elem_id="question",
    )


def _wire(chat: Chat, parts: Parts) -> None:
    def show(screen: Screen) -> Updates:
        return _updates(parts, screen)

    def ask(message: str, conversation: Conversation) -> Iterator[Updates]:
        yield from map(show, chat.ask(message, conversation))

    def stop(conversation: Conversation) -> Updates:
        return show(chat.stop(conversation))

    def begin_anew(conversation: Conversation) -> Updates:
        return show(chat.begin_anew(conversation)) | {parts.panel: EMPTY_PANEL}

    def open_source(conversation: Conversation, event: gr.EventData) -> str:
        return chat.open_source(*_clicked(event), conversation)

    asking: dict[str, Any] = _quiet(ask, parts.changed_by_screen()) | {
        "concurrency_limit": AT_ONCE,
        "concurrency_id": "ask",
    }
    runs = [gr.on([parts.box.submit, parts.ask.click], inputs=[parts.box, parts.conversation], **asking)]
    runs += [button.click(inputs=[button, parts.conversation], **asking) for button in parts.example_buttons]
    stopping = _quiet(stop, parts.changed_by_screen())
    parts.stop.click(inputs=parts.conversation, cancels=runs, **stopping).then(fn=None, js=FOCUS_BOX)
    clearing = _quiet(begin_anew, [*parts.changed_by_screen(), parts.panel])
    parts.anew.click(inputs=parts.conversation, cancels=runs, **clearing).then(fn=None, js=FOCUS_BOX)
    parts.turns.click(inputs=parts.conversation, **_quiet(open_source, parts.panel))


def _quiet(action: Callable[..., Any], outputs: Any) -> dict[str, Any]:
    """Arguments of every event: no progress overlay, no public endpoint, no waiting behind other visitors."""
    return {
        "fn": action,
        "outputs": outputs,
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": None,
    }


def _updates(parts: Parts, screen: Screen) -> Updates:
    running = screen.conversation.current is not None
    begun = bool(screen.conversation.turns)
    updates: Updates = {
        parts.conversation: screen.conversation,
        parts.turns: conversation_html(screen.conversation),
        parts.status: status_html(screen.said, screen.problem),
        parts.stop: gr.update(visible=running),
        parts.anew: gr.update(visible=begun),
        parts.examples: gr.update(visible=not begun),
    }
    return updates if screen.box is None else updates | {parts.box: screen.box}


def status_html(said: str, problem: str) -> str:
    """Return the two live regions: what a screen reader is told, and what everybody must see."""
    return f'<p role="status" aria-live="polite" class="unseen">{escape(said)}</p><p role="alert" class="problem">{escape(problem)}</p>'


def _clicked(event: gr.EventData) -> tuple[int, int]:
    """Return turn and citation number of a click. Anything else that a browser may send counts as no citation."""
    data = event._data if isinstance(event._data, dict) else {}
    turn, n = data.get("turn"), data.get("n")
    return (turn, n) if isinstance(turn, int) and isinstance(n, int) else (-1, 0)
