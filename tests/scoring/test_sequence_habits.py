"""Habits in the order of the turns: each rule with a play that shows it and plays that must not."""

from scoring_builders import Data, found, line, offer

ONE = line("open_question", step="issue", hears="wrist.1")
TWO = line("reflection", step="issue", hears="wrist.2")
ASK = line("ask", step="ask", ask="letter", answer="no", offered=[offer("farewell")])
YES = line("ask", step="ask", ask="letter", answer="yes")
POLITE = line("ask", step="ask", ask="letter", answer="polite_yes")
FIRED = line("open_question", raised="fired")
BYE = line("farewell", step="follow_up")


def at(habit: str, *turns: Data, **more: object) -> list[int]:
    """The turns at which the sequence shows a habit."""
    return sorted(turn for name, turn, how in found(*turns, **more) if name == habit and how == "sequence")


def test_pitch_first() -> None:
    assert at("pitch_first", line("pitch", step="issue"), line("pitch", step="issue")) == [1]
    assert at("pitch_first", line("small_talk"), ASK) == [2]
    assert at("pitch_first", ONE, line("pitch", step="issue")) == []
    assert at("pitch_first", line("pitch", step="open")) == [], "saying what one came for is no pitch"
    assert at("pitch_first", ONE, line("pitch", step="issue", person="omar", visit="dock")) == [2], "of this person"


def test_closed_run() -> None:
    closed = line("closed_question")
    assert at("closed_run", closed, closed, closed, closed) == [3]
    assert at("closed_run", closed, closed, line("small_talk"), closed) == []
    assert at("closed_run", closed, closed, closed | {"visit": "parking_lot"}) == [], "a visit starts afresh"


def test_answer_first() -> None:
    answer = line("information", meets="fired")
    assert at("answer_first", FIRED, answer, answer) == [2]
    assert at("answer_first", FIRED, line("affirmation", meets="fired"), answer) == []
    assert at("answer_first", FIRED, line("open_question", meets="fired"), answer) == []
    assert at("answer_first", answer) == [], "nobody has objected yet"
    assert at("answer_first", FIRED, line("information", meets="busy")) == [], "that is another person's"


def test_dodge() -> None:
    assert at("dodge", FIRED, line("pitch")) == [2]
    assert at("dodge", FIRED, line("dodge"), line("pitch")) == [2]
    assert at("dodge", FIRED, line("affirmation", meets="fired"), line("pitch")) == []
    assert at("dodge", line("pitch"), FIRED) == []
    assert at("dodge", FIRED, line("pitch", visit="parking_lot")) == []
    assert at("dodge", FIRED, line("dodge", habit="minimise_fear")) == [], "the author has named what is wrong"


def test_debate() -> None:
    argue = line("argue")
    assert at("debate", argue, argue, argue) == [2]
    assert at("debate", argue, line("silence"), argue) == []


def test_badger() -> None:
    assert at("badger", ONE, TWO, ASK, ASK) == [4]
    assert at("badger", ONE, TWO, ASK, line("small_talk"), ASK) == [5]
    assert at("badger", ONE, TWO, ASK, line("affirmation"), ASK) == []
    assert at("badger", ONE, TWO, ASK, line("information", meets="fired"), ASK) == []
    assert at("badger", ONE, TWO, ASK, line("ask", ask="coffee", answer="no")) == [], "a smaller step is another ask"
    assert at("badger", ONE, TWO, YES, YES) == []


def test_missed_cue() -> None:
    pick = offer("reflection", picks_up="sigh")
    let_go = line("small_talk", cues_open=["sigh"], offered=[pick])
    after = line("small_talk")
    assert at("missed_cue", let_go, let_go, after) == [2]
    assert at("missed_cue", let_go, line("small_talk", cues_open=["sigh"]), after) == [1], "where it was on offer"
    assert at("missed_cue", let_go, line("reflection", cues_open=["sigh"], picks_up="sigh")) == []
    assert at("missed_cue", let_go, after) == [], "one line is a breath, not a miss"
    assert at("missed_cue", line("small_talk", cues_open=["sigh"]), line("small_talk", cues_open=["sigh"])) == []
    both = line("reflection", cues_open=["sigh", "glance"], picks_up="glance", offered=[pick])
    assert at("missed_cue", both, line("small_talk", cues_open=["sigh"]), after) == [], "another cue was picked up"
    assert at("missed_cue", let_go, let_go, ended=False) == [], "it may still be picked up"


def test_shallow_issue() -> None:
    deeper = offer("reflection", hears="wrist.2")
    onwards = line("open_question", step="agitate", offered=[deeper])
    assert at("shallow_issue", ONE, onwards, onwards) == [2]
    assert at("shallow_issue", ONE, line("ask", ask="letter", answer="no", offered=[deeper])) == [2]
    assert at("shallow_issue", ONE, TWO, onwards) == []
    assert at("shallow_issue", ONE, line("open_question", step="agitate")) == [], "nothing deeper was on offer"
    assert at("shallow_issue", ONE, line("silence", step="agitate", offered=[deeper])) == [], (
        "listening is not going on"
    )


def test_talk_share() -> None:
    wordy = line("story", step="issue", say="I had that in my shoulder for a whole year, you know.", reply="Oh.")
    brief = line("reflection", step="issue", say="Again.", reply="They lost the form. Twice. I kept a copy at home.")
    assert at("talk_share", brief, wordy, wordy) == [2]
    assert at("talk_share", brief, brief, brief) == []
    assert at("talk_share", brief, wordy) == [], "two lines say nothing"
    assert at("talk_share", *[wordy | {"step": "ask"}] * 3) == [], "only while the issue is told"


def test_anger_no_plan() -> None:
    angry = line("open_question", step="agitate")
    assert at("anger_no_plan", ONE, TWO, angry, line("farewell", step="agitate")) == [4]
    assert at("anger_no_plan", ONE, TWO, angry, line("open_question", step="hope")) == []
    assert at("anger_no_plan", ONE, TWO, angry, line("farewell", step="agitate", next="Thursday")) == []
    assert at("anger_no_plan", ONE, TWO, angry, ended=False) == [], "the visit is not over"


def test_no_ask() -> None:
    could = line("small_talk", offered=[offer("ask", ask="letter", answer="no")])
    assert at("no_ask", ONE, TWO, could, could, BYE) == [4], "the last chance"
    assert at("no_ask", ONE, TWO, could, ASK, BYE) == []
    assert at("no_ask", ONE, could, BYE) == [], "too early to ask"
    assert at("no_ask", ONE, TWO, BYE) == [], "nothing to ask"
    assert at("no_ask", ONE, TWO, could, ended=False) == []


def test_soft_yes() -> None:
    could = line("farewell", offered=[offer("open_question")])
    assert at("soft_yes", ONE, TWO, POLITE, could) == [4]
    assert at("soft_yes", ONE, TWO, POLITE, line("open_question"), could) == []
    assert at("soft_yes", ONE, TWO, POLITE, BYE) == [], "nothing on offer tests it"
    assert at("soft_yes", ONE, TWO, POLITE, line("promise", next="Thursday", offered=[offer("open_question")])) == []
    assert at("soft_yes", ONE, TWO, YES, could) == []
    sunny = {"ratings": {"denise": 1}, "end": {"rating": {"denise": 3}}}
    assert at("soft_yes", ONE, TWO, POLITE, line("open_question"), **sunny) == [3], "rated a 1 on a polite yes"
    assert at("soft_yes", ONE, TWO, POLITE, **sunny | {"ratings": {"denise": 3}}) == []
    assert at("soft_yes", ONE, TWO, POLITE, could | {"tags": {"habit": "soft_yes"}}) == [], "the author tagged it"


def test_no_inoculation() -> None:
    could = line("farewell", offered=[offer("open_question", step="inoculate")])
    coffee = line("ask", ask="coffee", answer="yes")
    assert at("no_inoculation", ONE, TWO, YES, could) == [4]
    assert at("no_inoculation", ONE, TWO, YES, line("open_question", step="inoculate"), could) == []
    assert at("no_inoculation", ONE, TWO, YES, BYE) == [], "nothing on offer inoculates"
    assert at("no_inoculation", ONE, TWO, coffee, could) == [], "nobody fights a coffee"
    assert at("no_inoculation", ONE, TWO, ASK, could) == [], "there is no yes to lose"


def test_no_followup() -> None:
    could = line("farewell", offered=[offer("farewell", next="Thursday")])
    assert at("no_followup", ONE, TWO, could) == [3]
    assert at("no_followup", ONE, TWO, YES, could) == [], "a yes with a when is a next step"
    assert at("no_followup", ONE, TWO, could, line("farewell", next="Thursday")) == []
    assert at("no_followup", ONE, TWO, BYE) == []
    assert at("no_followup", ONE, could, line("farewell", visit="parking_lot")) == [], "only the last visit counts"


def test_a_shift_is_another_job() -> None:
    shift = {"head": {"form": "shift", "method": "canvass"}}
    closed = line("closed_question")
    assert at("pitch_first", line("pitch", step="issue"), **shift) == []
    assert at("closed_run", closed, closed, closed, **shift) == []
    assert at("debate", line("argue"), line("argue"), **shift) == [2]
