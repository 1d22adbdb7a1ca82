from sqlalchemy import text, create_engine, inspect
from factcheck.database.engine import connect
def test_a(populated, run):
    with connect(populated, write=False).begin() as c:
        for t in inspect(c).get_table_names():
            print(t, c.exec_driver_sql(f"select count(*) from {t}").scalar())
    r=run("claim","show","in-touch-75","--json",db=populated); print(r)
    r=run("db","info"); print(r)
    r=run.on(populated)("claim","list"); print(r.stdout, r.stderr, r.exit_code)
    assert 0
