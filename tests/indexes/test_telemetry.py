"""Libraries that report to their makers, or ask their hub who is using them: whatever loads them through us must have told them not to."""

import subprocess
import sys

import pytest

TOLD = {
    "ORT_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}
TOLD_TO = ("onnxruntime", "chromadb", "huggingface_hub")


@pytest.mark.parametrize("module", ["indexes", "indexes.embedders", "assistant.assistant", "evals.runner", "app"])
def test_libraries_are_told_not_to_report_before_they_are_loaded(module: str) -> None:
    code = f"import {module}, os, sys; print(*(os.environ.get(n) for n in {list(TOLD)}), *({set(TOLD_TO)} & set(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == list(TOLD.values())


def test_what_the_user_has_set_stays() -> None:
    code = "import indexes, os; print(os.environ['HF_HUB_OFFLINE'])"
    environment = {"PATH": "/usr/bin:/bin", "HF_HUB_OFFLINE": "0"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["0"]
