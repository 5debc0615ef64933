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
    mark("For sure. Tell the others I said hello."),
    mark("Of course. You're so good to do this."),
    mark("Whatever you need, you just say."),
    mark("Yes! Finally somebody."),
    mark("Sure thing. Was there anything else?"),
    mark("I'm all for it. Always have been."),
    mark("Yeah, put my name wherever it goes."),
    mark("Oh, that's nice. Yes. You should ask the younger ones, too."),
    mark("Mm-hm. Mm-hm. Yes."),
    mark("If everybody's doing it, then naturally."),
    mark("Great. Great. We'll talk."),
    mark("Can't hurt, can it? Yes."),
    mark("Yes, good. And say hello to your mother."),
    mark("You've got me. Was it the blue door you live behind, or the green?"),
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
    mark("Which door do we go in by? Then I'm at the bus stop at ten to."),
    mark("Not before I've talked at home. Ask me Thursday. By Thursday it'll be a yes."),
    mark("I'll go if I'm not the only one from my row. Who've you got?"),
    mark("Give me the paper now, while I'm mad. No, a pen that writes."),
    mark("What do I say when they ask me who told me to? I want it ready."),
    mark("I can't be there at the beginning, I've got the kids till half past. Hold it till half past."),
    mark("Yes. But I'm not carrying anything, my shoulder's no good."),
    mark("How long does it take? I've got fourteen minutes, and I'll give you twelve."),
    mark("Write down that I asked what happens after. Then yes."),
    mark("All right. I'll be shaking, so somebody stand next to me."),
    mark("You come and get me. If you come and get me, I'll go."),
    mark("And afterward we all go back together, nobody straggles? Then yes."),
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
    mark("Ask me when it's done."),
    mark("My cousin did one of those. He drives a cab now."),
    mark("I'm new. Let the old ones go first."),
    mark("I signed something once."),
    mark("No. And please don't write me down as a maybe."),
    mark("I'm not the one you want. I'm really not."),
    mark("It's between me and them, and it's been all right."),
    mark("You'll be gone in a year, and I won't."),
    mark("I don't like a crowd. I never did."),
    mark("Who sent you to me?"),
    mark("It starts with a paper, and then it's every week."),
    mark("I had to think of my own three, the last time, and I do now."),
)

WENT_WELL: Final = (
    mark("You ask one thing, and then for a good while you need not ask anything."),
    mark("The coffee goes cold. At the end they want to know what you would say if somebody asked you the same."),
    mark("They tell it once the way one tells it, and then again with the clock times in it."),
    mark("Halfway through they get up and shut the door. Then they go on where they were."),
    mark("They go through what the office will say, line by line, and try out what they would say back."),
    mark("It takes an hour and ten. Most of it is theirs."),
    mark("They are angry for a minute, and quiet for longer. You leave the quiet alone."),
    mark("You hear it twice: how it was, and what they told everybody it was."),
    mark("They ask what it would look like, hour by hour, and who would be standing where."),
    mark("They lay out what they could lose, in order. You do not move any of it."),
    mark("They get out the letter. It has been folded so often that it comes apart."),
    mark("You are told that you're wrong about one thing. You are, and it helps."),
    mark("They laugh first. Then they say it without laughing."),
    mark("At the door they turn around and say it again, shorter."),
    mark("They say who would say no, and why, and what they'd answer."),
    mark("You came for an hour. They tell you what they have told nobody there."),
)

WENT_SO_SO: Final = (
    mark("It's friendly. You both say that it should be done, and that somebody ought to."),
    mark("They answer what you ask. You could have asked it over the phone."),
    mark("You hear about the weather, and the job, and a little of what is under the job."),
    mark("You get as far as the thing itself, and then it's time for the bus."),
    mark("It is pleasant, and you leave with a bag of lemons."),
    mark("They ask about your job. By the time you have told it, they have to go."),
    mark("They begin something about last winter, and you say that it was hard for everybody."),
    mark("Forty minutes, and you know the names of three dogs."),
    mark("They tell you what others think. What they think you forgot to ask."),
    mark("You ask two things at once, and they answer the easy one."),
    mark("It was going somewhere when the phone rang, and after that it wasn't."),
    mark("They say that it has been worse. You nod, and there it stays."),
    mark("You agree about the whole lot of them for half an hour."),
    mark("They ask what you want them to do, and you say that you'll let them know."),
    mark("There was one odd word, early on. You think of it on the way home."),
    mark("It's a good evening. You couldn't say what they would risk."),
)

WENT_BADLY: Final = (
    mark("They nod at all of it, and look at the clock on the stove."),
    mark("You had more to say than they did. They thank you for taking the time."),
    mark("Somewhere in the middle they stop answering and begin agreeing."),
    mark("You put it well, all of it. They say that you put it well."),
    mark("You say what is right, and why, and they pick at the label of the bottle."),
    mark("They have stood up before you have finished."),
    mark("You explain it twice. The second time they finish your sentences."),
    mark("They'd been about to tell you something. You had a leaflet out."),
    mark("You tell them what they should be angry about. They are polite about it."),
    mark("You correct a figure of theirs. After that it is a short evening."),
)

FELL_THROUGH: Final = (
    mark("Nobody comes to the door."),
    mark("You wait on the steps for forty minutes. There was a message; it went to the old number."),
    mark("They're called in. Another day, they say, and mean it."),
    mark("There's a cousin visiting, and a cake. It isn't the time."),
    mark("They had the wrong Thursday."),
    mark("A child has a fever. They tell you so through the screen door."),
    mark("You sit in the diner for an hour with two coffees."),
    mark("They had to stay on. You see them through the window, with a broom."),
    mark("Their ride was leaving. They call it across the lot: next week."),
    mark("They forgot, and say so, and are sorry."),
    mark("They're there, and so is a brother-in-law, who has opinions."),
    mark("The car wouldn't start. You hear it not starting, over the phone."),
)

FELL_THROUGH_AT_HOME: Final = (
    mark("Nobody comes to the door, and the radio is on."),
    mark("They're on their way out, and walk you down to the gate."),
    mark("There's a cousin visiting, and a cake. It isn't the time."),
    mark("They had the wrong Thursday."),
    mark("A child has a fever. They tell you so with the chain on."),
    mark("They've just got in from nights. One eye is open."),
    mark("The plumber came, after eleven weeks. You can't compete with that."),
    mark("They asked for Sunday, and had not thought of church."),
    mark("You ring twice. Somebody stands on the other side and breathes."),
    mark("They forgot, and say so, and are sorry."),
)

REMINDED: Final = (
    mark("I've got it on the calendar."),
    mark("Thanks for calling. I'd have had it a day off."),
    mark("Yes, yes. You said."),
    mark("It goes to the machine. You leave the day and the hour."),
    mark("Who? Oh. Yes. I'm looking for my shoes, go on."),
    mark("It's on the fridge."),
    mark("Is that this week? Okay. Okay, yes."),
    mark("You don't have to call me. I said I would."),
    mark("I'm in the car, say it fast."),
    mark("They're not in. Who is this? I'll write it down."),
    mark("I was just telling somebody about it."),
)

NAMES_SOMEBODY: Final = (
    mark("{name}. You'd do well to ask {name}."),
    mark("When something's up, people look what {name} does."),
    mark("I'd ask {name}. I generally do."),
    mark("Have you been to {name} yet?"),
    mark("If it was me I'd start with {name}."),
    mark("{name} got the collection up when the roof went. So, {name}."),
    mark("For small things anybody. For anything real, {name}."),
    mark("Not me. {name}, I'd say, and don't say that I said so."),
    mark("You want to watch {name} when a notice goes up. Everybody does."),
    mark("{name}. I couldn't tell you why. It's always been {name}."),
    mark("If {name} says it's all right, it's all right."),
    mark("Whoever's new gets sent to {name}."),
)

NAMES_SELF: Final = (
    mark("They come to me with things, some of them. I don't know why they do."),
    mark("Me, I suppose, if it's about the schedule. I wouldn't make anything of it."),
    mark("People ask me. I tell them to ask somebody else, and they stay standing there."),
    mark("I get asked. I'd sooner be asked than talked about."),
)

NAMES_NOBODY: Final = (
    mark("Nobody, really. Everybody looks out for themselves here."),
    mark("I couldn't tell you. We don't go to anybody."),
    mark("Whoever's loudest. I couldn't say that anybody listens."),
    mark("There was somebody, and she moved."),
)

CLOSE_TO_AT_WORK: Final = (
    mark("I eat with {names}, mostly."),
    mark("I ride in with {names}."),
    mark("It's {names} I'd tell first."),
    mark("{names}. That's who I talk to, in here."),
    mark("When I need a shift covered it's {names}."),
    mark("{names}. We came in the same month."),
    mark("If I'm out sick I text {names}."),
    mark("I stand next to {names}. You get to know people."),
    mark("{names}, on breaks. We don't talk about anything."),
)

CLOSE_TO_AT_HOME: Final = (
    mark("{names}. They'd have my spare key, if I had one made."),
    mark("It's {names} I'd tell first."),
    mark("I send the kids to {names} when I'm late."),
    mark("{names}. We take in each other's packages."),
    mark("I say good morning to all of them. I sit down with {names}."),
    mark("{names}. We hear each other through the wall."),
    mark("If my light's off at six, it's {names} at the door."),
    mark("{names}. On account of the kids."),
)

MEMBER_TOOK_IT: Final = (
    mark("{member} sits down with them after work."),
    mark("{member} goes along and asks them. You hear about it on the phone."),
    mark("{member} has them over."),
    mark("{member} walks them to the bus, and the bus leaves without them."),
    mark("{member} catches them on the stairs, and they end up sitting down."),
    mark("{member} comes back from it and says: ask me later."),
    mark("{member} has known them for years, and says that it was harder for it."),
)

MEMBER_MISSED: Final = (
    mark("{member} went by twice and didn't find them."),
    mark("{member} and they couldn't find an hour."),
    mark("{member} had the hour, and they didn't."),
    mark("{member} got as far as the door, and there was company."),
)

MEETS: Final = (
    mark("{names} come. There are not enough chairs, or there are too many, and somebody has brought a list."),
    mark("{names} are there at the time that you said."),
    mark("{names} come, and nobody asks how long it will take."),
    mark("{names} come. The first thing said is who isn't there."),
    mark("{names} come straight from work, and somebody has brought rice."),
    mark("{names} are there. It's the first time that some of them have sat at one table."),
)

NOBODY_MEETS: Final = (
    mark("You wait half an hour. There is nobody yet who would call it theirs."),
    mark("Nobody comes. It was you who wanted a committee."),
    mark("You have set out six chairs. You fold them again."),
    mark("Two said that they would look in. You turn off the light at nine."),
)

EXCUSES_OF_FEAR: Final = (
    mark("I meant to. I got as far as the lot."),
    mark("I had my hand on the door. Then I thought about the rent."),
    mark("I was in the restroom. I'll tell you that straight. I stood in there."),
    mark("I had it all ready, and then I thought, not this month."),
    mark("I saw who was standing there with a pen. I kept on walking."),
    mark("You didn't see me? No. I'd made sure of that."),
)

EXCUSES_ALONE: Final = (
    mark("I looked over to see who'd move. Nobody moved whom I'd have moved for."),
    mark("I'd have gone if somebody I know had gone."),
    mark("I was waiting for one person. I won't say who."),
    mark("There were people there. There was nobody from by me."),
    mark("I kept looking around, and they were all looking around."),
)

EXCUSES_UNPREPARED: Final = (
    mark("They said what it would cost all of us, and I had no answer to that."),
    mark("They sat me down the day before. I didn't know what to say back."),
    mark("Is it true, what they're telling everybody? You might have said something."),
    mark("Nobody told me it would get like that."),
)

EXCUSES_POLITE: Final = (
    mark("Was that today? Oh, I'm sorry."),
    mark("I said yes? I must have been on my way somewhere."),
    mark("Oh, I'm still for it. You had plenty, didn't you?"),
    mark("I meant that I think it's good. I didn't mean me."),
    mark("You caught me with my hands full, that time."),
)

EXCUSES_OF_THE_DAY: Final = (
    mark("They kept me on till six. I heard about it in the car."),
    mark("There was a fever at home. I'd have called, but who do you call?"),
    mark("I had it down for tomorrow."),
    mark("I was on my way, and the bus wasn't."),
    mark("I don't know. I had it all laid out to go. I don't know."),
    mark("Ask me some other time what happened."),
)

EXCUSES: Final = {
    "polite": EXCUSES_POLITE,
    "alone": EXCUSES_ALONE,
    "unprepared": EXCUSES_UNPREPARED,
    "fear": EXCUSES_OF_FEAR,
}
"""What people say afterwards who had said yes and were not there, by what kept them (`TestTruth`)."""

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
    mark("they have been training temps since March, and none of them stays"),
    mark("their wrist, at night, and what the company's doctor wrote about it"),
    mark("it was sped up for a visit, and never slowed down"),
    mark("they trade their lunch for leaving at three, and somebody wants to end it"),
    mark("they were told that the cut was for a month, and that was two Christmases ago"),
    mark("a supervisor who stands behind them and says nothing"),
    mark("the boots are their own money, twice a year"),
    mark("they lost a week's pay over a form that the office lost"),
    mark("their son started here, and was sent home after four days"),
    mark("the raise came, and the parking went up by as much"),
    mark("they are asked to translate, every day, and it is nobody's job"),
    mark("they've put in for days for six years, and watched who gets them"),
    mark("the door that is chained in the evening"),
    mark("they work beside somebody they used to be married to, and asked once to be moved"),
    mark("there is no water on that side, and they are not to leave it"),
    mark("they found out from the newspaper what the place was sold for"),
    mark("sick days count against them, and they have a child with asthma"),
    mark("they signed something in their first week, and nobody will show it to them"),
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
    mark("the elevator has a sign on it that says Tuesday, and not which"),
    mark("their rent went up the week after they called about the mice"),
    mark("the heat comes on at noon, when nobody is in"),
    mark("somebody goes through the mail, and it's somebody with keys"),
    mark("they sleep in the front room because of the damp in the back"),
    mark("a deposit for the dog, and another one for the same dog"),
    mark("the new people pay less, and were told to say nothing"),
    mark("their mother won't take the stairs in the dark any more, so she doesn't go out"),
    mark("they were promised a stove in April, and cook on two rings"),
    mark("the trash goes when the owner comes by, and not otherwise"),
)
