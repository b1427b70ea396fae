// Unfinished interviews of people who are not on the list of this tablet any more: nobody reads them,
// they wait for these people to come back, and are thrown away after a while.

import { ask, look, readNote, writeNote } from "./database.js";
import { openStore } from "./store.js";
import { byId, isolate, make, say, writeWhen } from "./words.js";

const LONGEST = 30 * 24 * 3_600_000;

const isOver = ({ since }, now) => Date.parse(now) - Date.parse(since) >= LONGEST;

const listDrafts = () => look(["drafts"], (at) => ask(at("drafts").getAll()));

// What somebody has open is not thrown away, and looked at again with the next list.
const drop = async (drafts) => {
  const store = await openStore();
  await Promise.all(drafts.map(({ id }) => store.drop(id)));
};

/**
 * Note who began interviews and is not on the list of `day`, which comes after the day `before`; throw
 * away what waited too long, by the clock of the server.
 */
export const noteLeft = async (before, { people, server_time }) => {
  const drafts = await listDrafts();
  const noted = (await readNote("left")) ?? {};
  const begun = new Set(drafts.map(({ facilitator }) => facilitator));
  const gone = [...begun].filter((id) => people.every((person) => person.id !== id));
  const nameOf = (id) => before?.people.find((person) => person.id === id)?.name ?? "";
  const left = Object.fromEntries(
    gone.map((id) => [id, noted[id] ?? { name: nameOf(id), since: server_time }]),
  );
  await writeNote("left", left);
  await drop(drafts.filter(({ facilitator: id }) => left[id] && isOver(left[id], server_time)));
};

const askFirst = (drafts, show) => {
  const dialog = byId("throw-left");
  dialog.returnValue = "keep";
  dialog.onclose = async () => {
    if (dialog.returnValue === "drop") await drop(drafts);
    show();
  };
  dialog.showModal();
};

const makeLine = ({ name, since }, drafts, show) => {
  const count = drafts.length;
  const whose = name ? say("left", { name: isolate(name), count }) : say("left_unnamed", { count });
  const until = new Date(Date.parse(since) + LONGEST);
  const told = make("small", say("left_until", { when: writeWhen(until) }));
  const button = make("button", say("throw_away"), { type: "button", class: "link" });
  button.onclick = () => askFirst(drafts, show);
  return make("li", [make("span", [whose, told]), button]);
};

/** Show to who interviews how many there are of whom; `show` is called when some were thrown away. */
export const showLeft = async (me, drafts, show) => {
  const left = Object.entries(me ? ((await readNote("left")) ?? {}) : {});
  const listed = left
    .map(([id, one]) => [one, drafts.filter(({ facilitator }) => facilitator === id)])
    .filter(([, theirs]) => theirs.length);
  byId("left").hidden = !listed.length;
  byId("left-list").replaceChildren(...listed.map(([one, theirs]) => makeLine(one, theirs, show)));
};
