"""Serves the weights in a file on loopback until its standard input ends: `python serve_model.py FILE`. Prints its address."""

import os
import sys

import xllamacpp


def main(weights: str) -> None:
    """Serve. llama.cpp's own server answers OpenAI's protocol under `/v1`."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = weights
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = os.cpu_count() or 1
    parameters.n_ctx, parameters.n_parallel, parameters.port = 8192, 1, 0
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
