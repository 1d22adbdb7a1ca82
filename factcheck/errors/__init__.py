"""What can go wrong for a user, one small class each.

Every class owns its sentence, the hint that says what to do next, and the exit code, so
that no caller words a failure of its own. The faces print them in one place
(``cli/diagnostics.py``). Exit codes: 1 refused or failed, 2 wrong usage.
"""

from factcheck.errors.base import *
from factcheck.errors.cases import *
from factcheck.errors.evidence import *
from factcheck.errors.files import *
from factcheck.errors.journal import *
from factcheck.errors.keys import *
from factcheck.errors.program import *
from factcheck.errors.readings import *
from factcheck.errors.records import *
from factcheck.errors.reviews import *
from factcheck.errors.work import *
