"""`python -m enlace.cli`: the same as the console script."""

import sys

from enlace.cli.principal import main

sys.exit(main())
