"""The process of ours itself reads nothing and says nothing that is a message."""

import os

os.write(1, b"x" * 100)
