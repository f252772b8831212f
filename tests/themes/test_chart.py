from themes import chart
from themes.counting import SUPPRESSED, counted, openly, suppressed


def test_a_bar_stands_on_the_floor_and_is_as_high_as_its_value():
    drawing = chart.draw([0, 1, 4, 2], names=["", "", "", ""])
    tops = [bar.y for bar in drawing.bars]
    assert all(round(bar.y + bar.height, 1) == chart.FLOOR for bar in drawing.bars)
    assert tops[0] == chart.FLOOR
    assert tops[2] == min(tops) >= chart.TOP
    assert drawing.bars[2].height == 2 * drawing.bars[3].height


def test_bars_stay_inside_the_chart_and_apart():
    drawing = chart.draw([3] * 52, names=[""] * 52)
    assert drawing.bars[0].x >= chart.LEFT
    assert drawing.bars[-1].x + drawing.bars[-1].width <= chart.WIDTH
    pairs = zip(drawing.bars, drawing.bars[1:], strict=False)
    assert all(one.x + one.width <= other.x for one, other in pairs)


def test_the_scale_has_few_round_steps_that_reach_the_highest_value():
    for highest in [*range(30), 99, 100, 101, 999, 12345]:
        steps = chart.levels(highest)
        assert steps[0] == 0
        assert steps[-1] >= max(1, highest)
        assert len(steps) <= chart.MOST_LINES + 1


def test_all_numbers_that_may_not_be_told_look_alike():
    drawing = chart.draw([None, 7, None], names=["", "", ""], hidden_height=4)
    hidden = [bar for bar in drawing.bars if bar.value is None]
    assert len(hidden) == 2
    assert len({bar.height for bar in hidden}) == 1


def test_marks_are_numbered_in_the_order_of_their_days():
    drawing = chart.draw([1, 2], names=["", ""], marks=[0.5, 1.5])
    assert [mark.text for mark in drawing.marks] == ["1", "2"]
    assert drawing.marks[0].at < drawing.marks[1].at


def test_an_empty_chart_can_be_drawn():
    assert chart.draw([], names=[]).bars == ()
    assert chart.sparkline([]) == ""
    assert chart.sparkline([0, 0]) == ""


def test_a_small_chart_has_one_bar_per_week_in_which_somebody_spoke():
    assert chart.sparkline([0, 1, 3]).count("M") == 2


def test_counts_under_five_are_not_told_openly():
    assert [openly(number) for number in (0, 1, 4)] == [SUPPRESSED] * 3
    assert openly(5) == 5


def test_one_hidden_count_is_never_alone_because_the_total_would_give_it_away():
    assert suppressed([9, 2, 7]) == [9, None, None]
    assert suppressed([9, 2, 1]) == [9, None, None]
    assert suppressed([9, 7]) == [9, 7]


def test_counts_are_written_as_people_say_them():
    assert counted(1, "person", "people") == "1 person"
    assert counted(SUPPRESSED, "person", "people") == "fewer than five people"
