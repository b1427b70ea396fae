// What has not arrived, told on the desk: how much, since when, why, and what can be done.

import { readNote, tellAll } from "./database.js";
import { giveUpLost, listSent, listUnsent, writeRescue } from "./outbox.js";
import { isSending, sendAll, sendNow } from "./upload.js";
import { writeWhere } from "./next.js";
import { byId, make, say, writeAge, writeDigits, writeWhen } from "./words.js";

const OLD = 3 * 24 * 3_600_000;
const MOST_SHOWN = 50;
const SECOND = 1_000;

const isWithoutFile = ({ state, lost }) => state === "held" && lost?.length > 0;

const writeReason = (record) => {
  if (isWithoutFile(record)) return say("held_lost");
  if (record.state === "held") {
    return record.reason ? say("held", { reason: record.reason }) : say("held_plain");
  }
  return say(record.reason || "fresh");
};

const makeLine = (day, record, word, isHeld = false) => {
  const declined = record.consent === "refused" ? ` · ${say("declined")}` : "";
  const small = make("small", word, isHeld ? { class: "held" } : {});
  return make("li", make("span", [`${writeWhere(day, record)}${declined}`, small]));
};

const makeUnsent = (day, record) => {
  const word = `${writeWhen(record.finished_at)} · ${writeReason(record)}`;
  const line = makeLine(day, record, word, record.state === "held");
  if (!isWithoutFile(record)) return line;
  const button = make("button", say("send_without"), { type: "button", class: "link" });
  button.onclick = async () => {
    button.disabled = true;
    await giveUpLost(record);
    await sendAll();
    tellAll();
  };
  line.append(button);
  return line;
};

let later;

// Nobody is told when a round of sending ends: while one is under way it is looked at again.
const lookAgain = (isBusy, show) => {
  clearTimeout(later);
  if (isBusy) later = setTimeout(show, SECOND);
};

const showBar = async (unsent, device, queue, show) => {
  const isBusy = unsent.length > 0 && (await isSending());
  lookAgain(isBusy, show);
  byId("queue-bar").hidden = !device && !unsent.length;
  byId("queue-bar").classList.toggle("waits", unsent.length > 0);
  byId("send-now").hidden = !unsent.length;
  byId("send-now").disabled = isBusy;
  const count = unsent.length;
  const age = count && writeAge(unsent[0].finished_at);
  const told = isBusy ? say("sending", { count }) : say("unsent", { count, age });
  byId("unsent").textContent = count ? told : say("all_sent");
  byId("paused").hidden = !queue?.paused;
  byId("old").hidden = !unsent.some((one) => Date.now() - Date.parse(one.finished_at) > OLD);
};

const showUnsent = (day, me, unsent, drafts) => {
  const mine = unsent.filter((one) => one.facilitator === me?.id);
  const others = {
    unsent: unsent.length - mine.length,
    unfinished: drafts.filter((one) => one.facilitator !== me?.id).length,
  };
  byId("queue").hidden = !unsent.length && !others.unfinished;
  byId("unsent-list").replaceChildren(
    ...mine.map((one) => makeUnsent(day, one)),
  );
  byId("others").hidden = !others.unsent && !others.unfinished;
  byId("others").textContent = say("others", others);
};

const ARRIVED = { waiting: "arrived_waiting", conflict: "arrived_conflict", withdrawn: "arrived_withdrawn" };

const showArrived = async (day, me) => {
  const mine = (await listSent()).filter((one) => one.facilitator === me?.id);
  byId("arrived").hidden = !mine.length;
  byId("arrived-count").textContent = writeDigits(mine.length);
  byId("arrived-list").replaceChildren(
    ...mine.slice(0, MOST_SHOWN).map((one) =>
      makeLine(day, one, say(ARRIVED[one.outcome] ?? "arrived", { when: writeWhen(one.sent_at) })),
    ),
  );
};

/** Show the queue as it is, of others' interviews their number alone; `show` is called to show it again. */
export const showQueue = async (day, me, drafts, show) => {
  const [unsent, device, queue] = await Promise.all([
    listUnsent(), readNote("device"), readNote("queue"),
  ]);
  await showBar(unsent, device, queue, show);
  showUnsent(day, me, unsent, drafts);
  await showArrived(day, me);
};

const nameRescue = () => `mahalla-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.mahalla`;

const saveFile = async () => {
  const address = URL.createObjectURL(await writeRescue());
  make("a", "", { href: address, download: nameRescue() }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

const shareFile = async () => {
  const file = new File([await writeRescue()], nameRescue(), { type: "application/octet-stream" });
  await navigator.share({ files: [file] }).catch(() => {});
};

/** Set up the buttons of the queue. */
export const setUpQueue = (show) => {
  const probe = new File([""], nameRescue(), { type: "application/octet-stream" });
  byId("share").hidden = !navigator.canShare?.({ files: [probe] });
  byId("send-now").onclick = () => sendNow().finally(show);
  byId("export").onclick = saveFile;
  byId("share").onclick = shareFile;
};
