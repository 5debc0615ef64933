"""What people say whom no author gave lines of their own.

A polite yes asks nothing, costs nothing, names nobody and comes fast; a real one bargains. In a quick round a yes is
always of the polite sort, whoever says it. In a one-on-one the words tell something, most of the time (`TELLING`).
"""

from typing import Final

from trainer.language import mark

TELLING: Final = 0.75
"""How often a yes in a one-on-one is worded as it is meant. The number is this program's own."""

POLITE_YES: Final = (
    mark("Oh, definitely. You all are doing great."),
    mark("Sure, put me down."),
    mark("Absolutely. A hundred percent."),
    mark("You know me. I'm always for it."),
    mark("Yes, yes. Of course. How are the kids?"),
    mark("Sounds good to me."),
    mark("I think it's wonderful that somebody's doing it."),
    mark("Count me in. Listen, I've got to run."),
    mark("Sure. Send me the thing."),
    mark("Oh, I'm with you. Everybody is, aren't they?"),
    mark("Yeah, no, for sure."),
    mark("I'd say yes. I'd say that's a yes."),
    mark("Why not? It's about time."),
    mark("Whatever the others do, I'm there."),
)

REAL_YES: Final = (
    mark("What time? I've got to be somewhere by four, and I'm not leaving in the middle."),
    mark("Do I have to say anything? Then yes. I'll stand there."),
    mark("Not next to the door. Otherwise yes."),
    mark("Who else from our side? Say me two names and I'll tell you."),
    mark("I'd have to tell them at home first. They'll be cross until supper, and then somebody will find my coat."),
    mark("Yes. And I'll be sick about it the night before, so you needn't call."),
    mark("If it rains I need a ride. I'm serious about the ride."),
    mark("Put me down. Don't put me first."),
    mark("Is that before or after the checks come? After. All right."),
    mark("I'll bring my sister-in-law, and she'll complain the whole way. She'll come, though."),
    mark("Somebody would have to stand in for me for twenty minutes. I'll ask. Yes."),
    mark("And what if they ask us one at a time? Then I want to know what you'll say."),
)

NO: Final = (
    mark("I don't think so. It isn't for me."),
    mark("Not me. I keep my head down."),
    mark("I've seen how these go."),
    mark("I'd sooner not be asked."),
    mark("Maybe the next time. Ask the others."),
    mark("No. I need this month to be quiet."),
    mark("I'd want to see who's in it, first. Then I'd see."),
    mark("It's fine as it is. It isn't fine, but you know."),
    mark("They were good to me when my mother was sick."),
    mark("You're nice to come by. No."),
    mark("I can't have my name on anything just now."),
    mark("I'm not saying never. I'm saying no."),
)

SHORT: Final = (
    mark("They've got a hand on the door the whole time."),
    mark("It is the wrong minute, and they are kind about it."),
    mark("You get through what you came to say, and that is all there is time for."),
)

WENT_WELL: Final = (
    mark("You ask one thing, and then for a good while you need not ask anything."),
    mark("The coffee goes cold. At the end they want to know what you would say if somebody asked you the same."),
    mark("They tell it once the way one tells it, and then again with the clock times in it."),
    mark("Halfway through they get up and shut the door. Then they go on where they were."),
    mark("They go through what the office will say, line by line, and try out what they would say back."),
    mark("It takes an hour and ten. Most of it is theirs."),
)

WENT_SO_SO: Final = (
    mark("It's friendly. You both say that it should be done, and that somebody ought to."),
    mark("They answer what you ask. You could have asked it over the phone."),
    mark("You hear about the weather, and the job, and a little of what is under the job."),
    mark("You get as far as the thing itself, and then it's time for the bus."),
)

WENT_BADLY: Final = (
    mark("They nod at all of it, and look at the clock on the stove."),
    mark("You had more to say than they did. They thank you for taking the time."),
    mark("Somewhere in the middle they stop answering and begin agreeing."),
    mark("You put it well, all of it. They say that you put it well."),
)

FELL_THROUGH: Final = (
    mark("Nobody comes to the door."),
    mark("You wait on the steps for forty minutes. There was a message; it went to the old number."),
    mark("They're called in. Another day, they say, and mean it."),
    mark("There's a cousin visiting, and a cake. It isn't the time."),
    mark("They had the wrong Thursday."),
    mark("A child has a fever. They tell you so through the screen."),
)

REMINDED: Final = (
    mark("I've got it on the calendar."),
    mark("Thanks for calling. I'd have had it a day off."),
    mark("Yes, yes. You said."),
    mark("It goes to the machine. You leave the day and the hour."),
    mark("Who? Oh. Yes. I'm looking for my shoes, go on."),
)

NAMES_SOMEBODY: Final = (
    mark("{name}. You'd do well to ask {name}."),
    mark("When something's up, people look what {name} does."),
    mark("I'd ask {name}. I generally do."),
    mark("Have you been to {name} yet?"),
    mark("If it was me I'd start with {name}."),
    mark("{name} got the collection up when the roof went. So, {name}."),
)

NAMES_SELF: Final = (
    mark("They come to me with things, some of them. I don't know why they do."),
    mark("Me, I suppose, if it's about the schedule. I wouldn't make anything of it."),
)

NAMES_NOBODY: Final = (
    mark("Nobody, really. Everybody looks out for themselves here."),
    mark("I couldn't tell you. We don't go to anybody."),
)

CLOSE_TO_AT_WORK: Final = (
    mark("I eat with {names}, mostly."),
    mark("I ride in with {names}."),
    mark("It's {names} I'd tell first."),
    mark("{names}. That's who I talk to, in here."),
    mark("When I need a shift covered it's {names}."),
)

CLOSE_TO_AT_HOME: Final = (
    mark("{names}. They'd have my spare key, if I had one made."),
    mark("It's {names} I'd tell first."),
    mark("I send the kids to {names} when I'm late."),
    mark("{names}. We take in each other's packages."),
    mark("I say good morning to all of them. I sit down with {names}."),
)

MEMBER_TOOK_IT: Final = (
    mark("{member} sits down with them after work."),
    mark("{member} goes along and asks them. You hear about it on the phone."),
    mark("{member} has them over."),
)

MEMBER_MISSED: Final = (
    mark("{member} went by twice and didn't find them."),
    mark("{member} and they couldn't find an hour."),
)

MEETS: Final = (
    mark("{names} come. There are not enough chairs, or there are too many, and somebody has brought a list."),
    mark("{names} are there at the time that you said."),
    mark("{names} come, and nobody asks how long it will take."),
)

NOBODY_MEETS: Final = (
    mark("You wait half an hour. There is nobody yet who would call it theirs."),
    mark("Nobody comes. It was you who wanted a committee."),
)

CARES_AT_WORK: Final = (
    mark("the schedule goes up on Saturday for Monday"),
    mark("they were moved off days when their mother took ill"),
    mark("a guard has been off that machine since spring"),
    mark("there is one toilet that locks, for all of them"),
    mark("the check was short twice, and was put right once"),
    mark("two people left and nobody was hired"),
    mark("their knees, and the concrete"),
    mark("they are told at four whether they stay till eight"),
    mark("a new man gets a dollar more than they do after nine years"),
    mark("there's a camera over the table where they eat"),
    mark("somebody they trained is their foreman now"),
    mark("the fan is for the machine"),
    mark("the insurance changed, and their doctor isn't on it"),
    mark("they asked for a Friday off in March for a wedding in June, and have no answer"),
    mark("the lockers were moved to where the heat isn't"),
    mark("they were hired for forty hours and get thirty-one"),
    mark("nobody counts the ten minutes before the clock"),
    mark("the one who knew how to fix it was let go in the fall"),
    mark("they were told to smile more, by somebody of twenty-four"),
    mark("the gloves come in one size"),
    mark("a note about them is in a drawer, and they have never read it"),
    mark("they park where the lights are out and walk out last"),
    mark("their hours and their sister's don't meet, and there's one car"),
)

CARES_AT_HOME: Final = (
    mark("the window won't shut, and the heat goes out of it"),
    mark("the washing machines have been chained since May"),
    mark("they pay for a storage space with water in it"),
    mark("the new lease has a fee in it for paying by check"),
    mark("they carry the stroller up four flights, past an elevator"),
    mark("a man came in with a key while their daughter was in the bath"),
    mark("they have mouse holes and a paper that says there are none"),
    mark("their sister's name was taken off the bell"),
    mark("they were quoted one rent and the paper says another"),
    mark("the light on the stair is out, and their mother is eighty"),
    mark("they were charged for a carpet that was there before them"),
    mark("the deposit from the last place was this landlord's too"),
    mark("they paint over the stain themselves, every spring"),
    mark("the mailbox has had no door since a year ago June"),
)
