"""Comparisons that leave no field out."""

import sys


class Made:
    """What Kahuna makes itself: any value that is true in the sense of the test given."""

    def __init__(self, words, test):
        self.words = words
        self.test = test

    def __eq__(self, other):
        return self.test(other)

    def __repr__(self):
        return f"<{self.words}>"


AN_ID = Made("an id", lambda value: isinstance(value, str) and len(value) > 0)
passed = []


def whole(thing, **expected):
    """Every field of a model is as expected, and no field of the model is forgotten here."""
    kind = type(thing).__name__
    fields = set(type(thing).model_fields)
    assert fields == set(expected), f"{kind}: the check names {sorted(fields ^ set(expected))} wrongly"
    for name, value in expected.items():
        is_now = getattr(thing, name)
        is_now = is_now.to_dict() if hasattr(is_now, "to_dict") else is_now
        if isinstance(is_now, list):
            is_now = [one.to_dict() if hasattr(one, "to_dict") else one for one in is_now]
        # A value that the test expects decides by itself how it compares.
        assert value == is_now, f"{kind}.{name}: {is_now!r} instead of {value!r}"
    return thing


def refused(status, call, *arguments, **more):
    """The call ends with this status, and with a sentence in the one shape of errors."""
    from kowabunga.exceptions import ApiException

    try:
        call(*arguments, **more)
    except ApiException as no:
        assert no.status == status, f"{no.status} instead of {status}: {no.body}"
        assert no.data is not None and no.data.status == status and no.data.error and no.data.reason, no.body
        return no.data.reason
    raise AssertionError(f"{call.__name__} was not refused")


def done(words):
    passed.append(words)
    print("ok  ", words, flush=True)


def end():
    print(f"{len(passed)} passed, 0 failed")
    sys.exit(0)
