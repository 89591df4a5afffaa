"""Gives a reason of many megabytes, with control characters in it."""

import sys

sys.stdin.buffer.read()
sys.stdout.write('{"problem": "' + "no\\u001b[31m" * 3_000_000 + '"}\n')
