"""The gate leaves those at work alone who are told by what they did, by what is asked of them or by who has left."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "Miss Bright did the gallbladder, Mr Small saw her after, no letter from either.",
        "Mr Field did her cataract and Miss Stone saw her in clinic.",
        "The referral was triaged to the MSK hub on 3 May by Mrs Dana Fell.",
        "It was graded routine on 12 June by Mr Ivan Petrov, with no reason.",
        "Which surgeon is it, Mr Reed or Mrs Hart?",
        "Can they say which doctor saw her, Miss Cross or Mr Lamb, as both are named.",
        "Please ask Mr Osei whether he wants the INR 2-3.",
        "Could you ask Miss Lowe if she wants us to stop the clopidogrel?",
        "Check with Mr Bell whether he wants the bloods repeated.",
    ],
)
def test_a_titled_name_that_operates_or_decides_is_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Please ask Mr Osei whether he wants a home visit.",
            "Please ask [name removed] whether he wants a home visit.",
        ),
        ("Brought to clinic on 3 May by Mrs Dana Fell.", "Brought to clinic on 3 May by [name removed]."),
        (
            "Which patient is it, Mr Reed or Mrs Hart?",
            "Which patient is it, [name removed] or [name removed]?",
        ),
        ("Mr Field did the referral himself.", "[name removed] did the referral himself."),
        ("Ask Mrs Lowe if she wants the operation.", "Ask [name removed] if she wants the operation."),
        ("We tried Mrs Hughes twice, no answer.", "We tried [name removed] twice, no answer."),
    ],
)
def test_a_titled_name_that_does_none_of_it_may_be_a_patients(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "Passed to our director of nursing, Mrs Ida Cole, who will reply.",
        "I have copied in the head of elective access, Mr Tom Birch.",
        "Your lead for outpatients, Ms Jo Reeve, said so.",
        "Ward pharmacy were brilliant, especially Ms Ana Costa and the technician, Leanne.",
        "The booking team have been great, in particular Mr Dev Shah.",
        "Ring the tech, Jordan, about the fridge.",
    ],
)
def test_heads_and_those_who_are_praised_with_their_team_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Sasha has left and her inbox is not looked at.",
        "Noel has retired and his clinics have not been covered.",
        "- bounced 3 March\n- resent by Maureen 4 March",
        "Re-sent by Gail on Tuesday.",
        'We have tried Cheryl, Chez and "the other Cheryl" and nobody knows.',
        "I've tried Lorna, Bridget and a Mr Pugh and each of them says ring somebody else.",
        "It took an hour. Sheila, you know who you are.",
        "letter addressed to dr khan about results was opened by us",
    ],
)
def test_colleagues_who_left_or_were_tried_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "letter addressed to dr khan about mavis o'hara born 2nd may 1951 was opened",
            "letter addressed to dr khan about [name removed] born [date of birth removed] was opened",
        ),
        (
            "Sasha has left and her medication is still here, she was our patient.",
            "[name removed] has left and her medication is still here, she was our patient.",
        ),
    ],
)
def test_a_patient_beside_them_is_found(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize("text", ["Awaiting MRI T-spine, then a letter.", "X-match and G-tube, both missed."])
def test_a_letter_before_a_part_of_the_body_is_no_name(text):
    assert screen(text).masked == text


def test_a_part_of_the_body_before_a_name_is_kept():
    text = "Addendum to CT C-spine, Norman Birtles, 3.4.51, is late."
    assert screen(text).masked == "Addendum to CT C-spine, [name removed], [date of birth removed], is late."
