"""A body longer than any form is refused before it is read."""

from django.test import Client, override_settings


@override_settings(LONGEST_BODY=1000)
def test_a_body_over_the_limit_is_refused_with_a_page_that_says_what_to_do():
    answer = Client().post("/akun/masuk/", {"login": "x" * 1001})
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "Kiriman terlalu besar" in text
    assert "Tidak ada yang disimpan" in text


@override_settings(LONGEST_BODY=1000)
def test_a_length_that_is_no_number_is_refused():
    for stated in ("-1", "1e3", "x"):
        assert Client().post("/akun/masuk/", CONTENT_LENGTH=stated).status_code == 413


@override_settings(LONGEST_BODY=1000)
def test_a_body_at_the_limit_is_read(db):
    body = "login=" + "x" * 994
    answer = Client().post("/akun/masuk/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
