"""`python -m data.sample [FOLDER]`: build the example mission anew, by default the bundled one."""

import sys
from pathlib import Path

from data.errors import InputError
from data.mission import EXAMPLE
from data.sample.build import build

if __name__ == "__main__":
    try:
        print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE))
    except InputError as error:
        sys.exit(str(error))
