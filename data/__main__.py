"""The command line, `python -m data COMMAND`: the same functions as the pages, for scripts."""

import sys

from data.cli import main

sys.exit(main())
