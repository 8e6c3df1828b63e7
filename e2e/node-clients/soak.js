// One application that uses all that its library has, each kind of work on a connection of its own, until it is told to
// stop. Usage: node soak.js LIBRARY HOST PORT NAME, password in REDIS_PASSWORD. It prints a line of JSON with its counts
// from time to time, and after a line came on its standard input one with everything that it saw; the caller judges.
import { createInterface } from "node:readline";
import * as ioredis from "./ioredis.js";
import * as ioredis5 from "./ioredis-5.js";
import * as nodeRedis from "./node-redis.js";

const PIPELINED = 50;
const REPORT_MILLIS = 100;

const [libraryName, host, port, name] = process.argv.slice(2);
const library = { ioredis, "ioredis-5": ioredis5, "node-redis": nodeRedis }[libraryName];
const target = { host, port: Number(port), password: process.env.REDIS_PASSWORD };

const key = (what) => `${name}:${what}`;
const counts = {};
const thrown = [];
const received = [];
const popped = [];
let stopped = false;

/** Whatever a library says without being asked, such as that a connection has ended. */
const onTrouble = (what) => (trouble) => {
  if (!stopped) {
    thrown.push(`${what}: ${trouble}`);
  }
};

const works = {
  publish: (session) => session.publish(key("channel"), String(counts.publish)),
  push: (session) => session.push(key("queue"), String(counts.push)),
  pop,
  multi: (session) => session.incrementBoth(key("one"), key("other")),
  watch: (session) => session.incrementWatched(key("watched")),
  script: (session) => session.incrementByScript(key("scripted")),
  pipeline: (session) => session.incrementPipelined(key("pipelined"), PIPELINED),
};

async function pop(session) {
  const value = await session.blockingPop(key("queue"));
  if (value !== null) {
    popped.push(value);
  }
  return value !== null;
}

/** False of a work means that it took no effect, and was told so in the proper way. */
async function repeat(what, work) {
  counts[what] = 0;
  try {
    const session = await library.connect(target, onTrouble(what));
    while (!stopped) {
      if ((await work(session)) !== false) {
        counts[what]++;
      }
    }
    await session.close();
  } catch (failure) {
    thrown.push(`${what}: ${failure.stack ?? failure}`);
  }
}

function print(report) {
  process.stdout.write(JSON.stringify(report) + "\n");
}

const subscriber = await library.connect(target, onTrouble("subscribe"));
await subscriber.subscribe(key("channel"), (message) => received.push(message));

const running = Object.entries(works).map(([what, work]) => repeat(what, work));
const reporting = setInterval(() => print({ counts, thrown }), REPORT_MILLIS);

for await (const line of createInterface({ input: process.stdin })) {
  break;
}
stopped = true;
clearInterval(reporting);
await Promise.all(running);

const reader = await library.connect(target, () => {});
while (await pop(reader)) {
  counts.pop++;
}
await allReceived();
const numbers = {};
for (const what of ["one", "other", "watched", "scripted", "pipelined"]) {
  numbers[what] = await reader.number(key(what));
}
process.stdout.write(JSON.stringify({ counts, thrown, received, popped, numbers }) + "\n", () => process.exit(0));

/** Messages that were published just now may still be on their way; the caller says whether any is missing. */
async function allReceived() {
  for (let waited = 0; received.length < counts.publish && waited < 30_000; waited += 20) {
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
