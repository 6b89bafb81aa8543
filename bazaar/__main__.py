"""`python -m bazaar` opens a bazaar."""

import sys

from bazaar.command import main

sys.exit(main())
