"""Lets `python -m balai.config` be the `balai` command."""

import sys

from balai.config.cli import main

sys.exit(main(sys.argv[1:]))
