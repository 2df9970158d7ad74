"""The command line, `python -m data COMMAND`: the same functions as the pages, for scripts."""

import os
import sys

from data.cli import main

try:
    status = main()
    sys.stdout.flush()
except BrokenPipeError:  # whoever reads has read enough
    status = 0
sys.stderr.flush()
# Not sys.exit: the tables' reader has threads of its own, which can abort a process that winds down while they rest.
os._exit(status)
