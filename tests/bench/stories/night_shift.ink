# title: The last cart
# author: nobody
VAR trust = 0
VAR coat = false
-> dock

=== dock ===
The last cart is in. Bev sits on the edge of the dock. {dock > 1: She has not moved.|She looks at the lot.}
* (hands) [Ask about her hands] "What happened to your hands?"
    "Bleach," she says.
    * * "Since when?"
        "Since they took the gloves."
        ~ trust = trust + 1
    * * [Sit down]
        You sit down. She makes room.
* "Long night[."]," you say.
    "They're all long." <>
    She yawns.
+ {hands} [Look at the lot] You look at the lot. -> dock
* -> gate
- (together) {trust > 0:She shows you a palm.} The truck starts.
-> cab ->
{&A gull lands.|A second gull lands.}
* {not gate} [Ask who else] "Who else has hands like that?" -> gate
* [Leave it] -> END

=== cab
The driver leans out. # sound: engine
->->

=== gate
= lights
The lights over the gate go off one by one.
{ coat:
    She puts her coat on.
    -> END
- else:
    She has no coat.
}
<- weather
+ [Go back] -> dock
* ["See you Thursday?"] -> END

=== weather
* [Talk about the rain] "It's coming," she says.
    -> gate.lights

=== function lift(x)
~ return x + 1
