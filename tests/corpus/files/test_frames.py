"""Messages over pipes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.files.frames import BrokenPipe, receive, send


@given(messages=st.lists(st.binary(max_size=200), max_size=5))
def test_messages_arrive_as_they_were_sent(messages: list[bytes]) -> None:
    pipe = io.BytesIO()
    send(pipe, *messages)
    pipe.seek(0)
    assert [receive(pipe, 200) for _ in messages] == messages
    with pytest.raises(BrokenPipe):
        receive(pipe, 200)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_message_or_a_broken_pipe(data: bytes) -> None:
    try:
        message = receive(io.BytesIO(data), 100)
    except BrokenPipe:
        return
    assert len(message) <= 100 and data[8:].startswith(message)


def test_a_message_longer_than_allowed_is_not_read() -> None:
    pipe = io.BytesIO()
    send(pipe, b"x" * 101)
    pipe.seek(0)
    with pytest.raises(BrokenPipe, match="101 bytes"):
        receive(pipe, 100)
