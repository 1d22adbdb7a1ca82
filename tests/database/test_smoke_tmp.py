from sqlalchemy import text
def test_a(location, session):
    assert session.execute(text("select count(*) from party")).scalar()==0
def test_b(location): pass
def test_c(blank): pass
