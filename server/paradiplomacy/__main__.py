"""``python -m paradiplomacy`` is the command ``paradiplomacy``."""

import sys

from paradiplomacy.cli import main

if __name__ == "__main__":
    sys.exit(main())
