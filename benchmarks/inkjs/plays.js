// Plays an ink story at random and prints what it took:  node plays.js STORY.ink PLAYS UNTIMED_PLAYS SEED
// The story is compiled by inkjs's own compiler; the choices come from the generator that the Python side uses.
"use strict";
const fs = require("node:fs");
const { Compiler } = require("inkjs/full");
const { Story } = require("inkjs");

const [file, plays, untimed, seed] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const compiled = new Compiler(fs.readFileSync(file, "utf8")).Compile().ToJson();
const story = new Story(compiled);

let chance = seed;
function below(limit) {
  chance = (chance * 16807) % 2147483647;
  return chance % limit;
}

function play(seen) {
  story.ResetState();
  for (;;) {
    seen.shown.push(story.ContinueMaximally());
    const choices = story.currentChoices;
    if (choices.length === 0) break;
    const chosen = choices[below(choices.length)];
    seen.shown.push(chosen.text);
    seen.offered += choices.length;
    seen.choices += 1;
    story.ChooseChoiceIndex(chosen.index);
  }
  for (const name of ["trust", "fear", "hope", "anger", "ben_trust", "ben_fear"]) {
    seen.numbers = (seen.numbers * 11 + story.variablesState[name]) % 1000003;
  }
}

function run(count) {
  const seen = { choices: 0, offered: 0, numbers: 0, shown: [] };
  for (let done = 0; done < count; done += 1) play(seen);
  return seen;
}

run(untimed);
chance = seed;
const before = process.cpuUsage();
const seen = run(plays);
const used = process.cpuUsage(before);
const { choices, offered, numbers, shown } = seen;
const letters = shown.join("").replace(/\s/g, "").length;
console.log(JSON.stringify({ choices, offered, numbers, letters, seconds: (used.user + used.system) / 1e6 }));
