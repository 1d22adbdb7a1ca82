"""How fast factcheck is, beside others that do the same work in the same run.

    python -m tests.benchmarks                                     100,000 claims on SQLite
    python -m tests.benchmarks --claims 100000 1000000 --postgres
    python -m tests.benchmarks --only search,export --rounds 5

Machines differ, so nothing here is judged by the clock: every figure is a ratio of factcheck to
a peer that ran beside it, in turns (A B, B A, …), each job in a process of its own, and the median
of the rounds is shown next to the bound that the project has set itself. A round whose two sides
did not leave the same rows, or write the same bytes, stops the run.

The peers:

- *A plain script* over ``sqlite3`` (``plain``, ``byhand``), or over ``psycopg`` and COPY
  (``postgres``). It reads the same CSV with ``csv.reader`` into the same migrated schema, with
  its constraints, its indexes and the same PRAGMAs, and fills the same full-text index at the
  end. It checks nothing, and it works nothing out: the key made of a claim's words, the digest
  that recognises it, the days of its dates, the parts of its number, and which rows tell of the
  same claim, are handed to it ready beside the CSV, and reading them stops its clock. It is the
  harshest peer that is still fair, since nobody's script gets its data that way.
- *sqlite-utils*, called as its users call it: ``sqlite-utils insert --csv`` and then
  ``sqlite-utils enable-fts``, beside the whole ``factcheck import``. One table, all columns
  text, no constraint, no index but the full-text one.
- *Queries by hand*: what one would write in SQL to get the same rows and fields.
- *Python*, importing the libraries that a command cannot do without.

The case is made by ``corpus``: seeded, so that it is the same everywhere.
"""
