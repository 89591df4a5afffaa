"""What was found of texts read lately: found again by the text, forgotten when there is too much, and without any text in memory."""

import pickle

import numpy as np

from indexes.text_memory import TextMemory


def vector(number: int) -> np.ndarray:
    return np.full(4, number, dtype=np.float32)


def test_a_vector_is_found_by_its_text_and_by_no_other() -> None:
    memory = TextMemory[np.ndarray](10)
    memory.put("Nobody knows.", vector(1))
    found = memory.get("Nobody knows.")
    assert found is not None and np.array_equal(found, vector(1))
    assert memory.get("Nobody knows") is None


def test_the_one_not_asked_for_longest_is_forgotten_first() -> None:
    memory = TextMemory[np.ndarray](2)
    memory.put("a", vector(1))
    memory.put("b", vector(2))
    memory.get("a")
    memory.put("c", vector(3))
    assert len(memory) == 2 and memory.get("b") is None and memory.get("a") is not None


def test_no_text_is_held_and_another_process_could_not_look_one_up() -> None:
    one, other = TextMemory[np.ndarray](5), TextMemory[np.ndarray](5)
    for memory in (one, other):
        memory.put("Ms Ellery lives at 4 Mill Lane", vector(1))
    assert b"Ellery" not in pickle.dumps(dict(one._held))
    assert set(one._held) != set(other._held)


def test_half_a_surrogate_is_a_text_like_any_other() -> None:
    memory = TextMemory[np.ndarray](5)
    memory.put("\ud83d", vector(1))
    assert memory.get("\ud83d") is not None
