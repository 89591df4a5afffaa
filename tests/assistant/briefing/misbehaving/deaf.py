"""Reads nothing of what it is given, and answers."""

import os

os.write(1, b'{"problem": "council.docx: \\u001b[31mnever read"}\n')
