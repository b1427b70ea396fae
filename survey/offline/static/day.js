// The day: who may interview with this tablet, what is asked today, and where.

import { readNote, tellAll, writeNote } from "./database.js";
import { writeMoment } from "./ids.js";
import { noteLeft } from "./left.js";
import { countUnsent } from "./outbox.js";
import { keepPages } from "./pages.js";
import { introduce, isOurRefusal, noteClock } from "./upload.js";

const PATIENCE = 60_000;

/** Read the day as it was last heard of; undefined before the first time. */
export const readDay = () => readNote("day");

const listPages = (day) => day.projects.flatMap((project) => Object.values(project.page));

const keepDay = async (day) => {
  await noteLeft(await readDay(), day);
  await writeNote("day", { ...day, fetched_at: writeMoment() });
  // A tablet that is let in may send as well.
  if ((await readNote("queue"))?.paused) await writeNote("queue", {});
  await keepPages(listPages(day));
  await writeNote("kept_at", writeMoment());
};

/** Ask for the day and keep its pages: "kept", "refused" to this tablet, or "offline". */
export const fetchDay = async () => {
  const device = await readNote("device");
  if (!device?.token) return "refused";
  try {
    const sentAt = Date.now();
    const answer = await fetch("/collect/day", {
      headers: introduce(device.token, await countUnsent()),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const day = await answer.json();
    if ([401, 403].includes(answer.status) && isOurRefusal({ said: day })) {
      await writeNote("queue", { paused: answer.status });
      return "refused";
    }
    if (!answer.ok || !Array.isArray(day.projects)) return "offline";
    await noteClock(day.server_time, sentAt);
    await keepDay(day);
    return "kept";
  } catch (error) {
    if (!["TypeError", "TimeoutError", "AbortError", "SyntaxError"].includes(error.name)) throw error;
    return "offline";
  } finally {
    tellAll();
  }
};
