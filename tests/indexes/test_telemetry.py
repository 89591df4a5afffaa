"""ONNX Runtime reports to its maker by itself; whatever loads it through us must have told it not to."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["indexes", "indexes.embedders", "assistant.assistant", "evals.runner"])
def test_the_runtime_is_told_not_to_report_before_it_is_loaded(module: str) -> None:
    code = f"import {module}, os, sys; print(os.environ.get('ORT_DISABLE_TELEMETRY'), 'onnxruntime' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["1", "False"]
