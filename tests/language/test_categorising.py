"""What is learnt about categories: right on unseen texts, honest about chance, stored without what runs."""

import random

from language import categorising

SAID = {
    "letters": ("no discharge letter", "the clinic letter came late", "letter sent to the wrong practice"),
    "tests": ("blood tests were rejected", "the sample was not labelled", "results of the scan never came"),
    "contact": ("nobody answers the phone", "on hold for an hour", "the number rings out"),
}
ASIDES = (
    "again",
    "for the third time",
    "this week",
    "for a patient of mine",
    "as so often",
    "on Monday",
    "at the Royal",
)


def corpus(count: int, seed: int = 1) -> tuple[list[str], list[str], list[str]]:
    chance = random.Random(seed)
    labels = [chance.choice(list(SAID)) for _ in range(count)]
    texts = [f"{chance.choice(SAID[label])} {chance.choice(ASIDES)}, {chance.choice(ASIDES)}" for label in labels]
    return texts, labels, [str(chance.randrange(40)) for _ in range(count)]


def test_what_is_learnt_is_right_on_texts_it_has_not_seen_and_says_how_sure_it_is():
    texts, labels, _ = corpus(300)
    learnt = categorising.learn(texts, labels)
    assert learnt.judge("the letter came to another practice")[0] == "letters"
    label, sureness = learnt.judge("the sample was rejected")
    assert label == "tests"
    assert sureness > 0.6
    assert learnt.judge("zzyzx")[1] < 0.6


def test_two_categories_are_told_apart_as_well():
    texts, labels, _ = corpus(300)
    two = [(text, label) for text, label in zip(texts, labels, strict=True) if label != "contact"]
    learnt = categorising.learn(*zip(*two, strict=True))
    assert learnt.judge("blood sample rejected")[0] == "tests"
    assert learnt.judge("no letter came")[0] == "letters"


def test_stored_and_read_it_says_the_same():
    texts, labels, _ = corpus(200)
    learnt = categorising.learn(texts, labels)
    again = categorising.from_bytes(categorising.as_bytes(learnt))
    assert (again.labels, again.words) == (learnt.labels, learnt.words)
    for text in texts[:20]:
        assert again.judge(text) == learnt.judge(text)


def test_it_is_better_only_where_more_is_right_than_chance_explains():
    texts, labels, people = corpus(300)
    assert categorising.tried(texts, labels, people, ["letters"] * 300).is_better
    assert not categorising.tried(texts, labels, people, labels).is_better
    noise = random.Random(2)
    muddled = [noise.choice(list(SAID)) for _ in texts]
    guessed = [noise.choice(list(SAID)) for _ in texts]
    assert not categorising.tried(texts, muddled, people, guessed).is_better


def test_words_of_a_few_texts_are_not_kept():
    texts, labels, _ = corpus(200)
    learnt = categorising.learn([*texts, "Mrs Featherstonehaugh has no letter"], [*labels, "letters"])
    assert not [word for word in learnt.words if "featherstonehaugh" in word]
