"""One line of JSON per event, without what people wrote."""

import io
import json
import logging
import logging.config

import pytest

from interface import access, logs


def written(log) -> dict:
    """What one event becomes in production."""
    configuration = logs.configuration(debug=False, level="INFO")
    made = logging.config.DictConfigurator(configuration).configure_formatter(configuration["formatters"]["json"])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(made)
    logger = logging.Logger("issues.reporting")
    logger.addHandler(handler)
    log(logger)
    [line] = stream.getvalue().splitlines()
    return json.loads(line)


def test_an_event_is_one_line_with_level_name_and_time():
    event = written(lambda logger: logger.warning("Notice %s not sent", 7))
    assert {key: event[key] for key in ("event", "level", "logger")} == {
        "event": "Notice 7 not sent",
        "level": "warning",
        "logger": "issues.reporting",
    }
    assert event["timestamp"].endswith("Z")


def test_a_line_break_in_a_message_makes_no_second_line():
    assert written(lambda logger: logger.info("one\ntwo"))["event"] == "one\ntwo"


def test_an_exception_is_told_by_its_type_and_place_and_not_by_its_words():
    def fail(logger):
        try:
            raise ValueError("Failing row contains (Mrs Canary)")
        except ValueError:
            logger.exception("It failed")

    event = written(fail)
    assert event["exception"] == "ValueError"
    assert "test_logs.py" in event["where"][-1]
    assert "Canary" not in json.dumps(event)


def test_an_address_is_told_without_what_was_asked():
    said = "Referer checking failed - https://here/inbox/?box=desk&q=Canary+1 does not match (Who? Nobody.)"
    event = written(lambda logger: logger.warning("Forbidden (%s): %s", said, "/inbox/?q=Canary"))["event"]
    assert event.startswith("Forbidden (Referer checking failed - https://here/inbox/ does not match (Who? Nobody.)")
    assert "Canary" not in event and event.endswith("): /inbox/")


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (
            "warning",
            ("Invalid request from ip=10.0.0.1: Invalid HTTP request line: 'GET /inbox/?q=Canary 1 HTTP/1.1'",),
        ),
        ("exception", ("Error handling request %s %s", "GET", "/inbox/?q=Canary")),
    ],
)
def test_what_the_server_says_of_a_request_that_fails_is_without_what_was_asked(caplog, level, said):
    server = access.Log.__new__(access.Log)
    server.error_log = logging.getLogger("gunicorn.error.of_a_test")
    getattr(server, level)(*said)
    assert "/inbox/" in caplog.text and "Canary" not in caplog.text
