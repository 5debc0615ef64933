Denise is at the vending machine.
* "Again?"
    "Again," she says. It kept her dollar.
* [Wait]
- She kicks it.
* "See you."
-> END
