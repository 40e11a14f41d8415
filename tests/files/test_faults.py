"""What a message suggests in the place of a word that is not known."""

from talkscli.files.faults import suggest


def test_the_nearest_words_are_suggested_however_many_there_are() -> None:
    few = ["umerov", "medinsky", "zelenskyy"]
    many = [*few, *(f"actor-{number}" for number in range(6000))]
    for known in (few, many):
        assert suggest("umerow", known) == "did you mean 'umerov'?"
        assert suggest("xyz", known) == ""
    # Among very many only those that begin alike are compared, since comparing all takes seconds.
    assert suggest("medinski", many) == "did you mean 'medinsky'?"
    assert suggest("ymerov", few) == "did you mean 'umerov'?"
    assert suggest("ymerov", many) == ""
