"""Errors: the log has them with a reference, the user the reference alone."""

import logging
import re

from streamlit.testing.v1 import AppTest

from components import serving


def test_a_page_that_fails_shows_a_reference_and_nothing_of_the_error(caplog):
    def failing():
        from components import serving

        try:
            raise RuntimeError("password of /srv/mission <b>")
        except RuntimeError as error:
            assert serving.script_failed(error)

    with caplog.at_level(logging.ERROR, "linchpin"):
        app = AppTest.from_function(failing).run()
    (shown,) = [element.value for element in app.error]
    reference = re.search(r"([0-9a-f]{8})", shown.replace("\\", ""))[1]
    assert "password" not in shown
    assert "mission" not in shown
    (record,) = [one for one in caplog.records if one.name == "linchpin"]
    assert reference in record.getMessage()
    assert "password of /srv/mission" in str(record.exc_info[1])


def test_each_error_has_a_reference_of_its_own():
    references = {serving.noted(ValueError("x")) for _n in range(50)}
    assert len(references) == 50
    assert all(re.fullmatch("[0-9a-f]{8}", one) for one in references)
