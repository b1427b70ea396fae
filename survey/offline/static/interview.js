// An interview on the tablet: its draft is opened from the store, asked section by section, kept with
// every change, looked over, and sealed. Nothing here needs a network.

import { attach, findFiles } from "./attached.js";
import { learn } from "./checks.js";
import { makeKeeper } from "./keeping.js";
import { followTouches, isLeft, markAway, readMe, touch } from "./me.js";
import { changeMembers, followMembers, makeMembers } from "./members.js";
import { listReasons, watch } from "./mending.js";
import { arrange, drawOrder } from "./order.js";
import { listSections, showProgress } from "./progress.js";
import { writeCode } from "./receipt.js";
import { writeReview } from "./review.js";
import { openStore } from "./store.js";
import { closeForReading, fill, takeApplying } from "./typed.js";
import { startUploading } from "./upload.js";
import { showServices, showWhere } from "./where.js";
import { byId } from "./words.js";

const REVIEW = "review";

const root = document.documentElement;
const form = byId("answers");
const parts = [...form.querySelectorAll("[data-section]")];
const rules = JSON.parse(byId("rules").textContent);
const name = decodeURIComponent(location.hash.slice(1));
learn(rules);

// --- Opening ---

const opened = (async () => {
  const store = await openStore();
  const draft = await store.load(name);
  return { store, draft, ...(draft && makeKeeper(store, draft, parts)) };
})();

const showFiles = attach(opened);

const fillAll = (draft) => {
  const isTranslated = draft.language !== root.dataset.language;
  for (const part of parts) {
    const pairs = draft.typed[part.dataset.section] ?? [];
    makeMembers(part, pairs);
    fill(part, pairs, isTranslated);
  }
};

const begin = (draft) => {
  draft.order = drawOrder(rules.random, draft.order);
  arrange(parts, draft.order, rules.rows);
  fillAll(draft);
  const { language } = root.dataset;
  Object.assign(draft, { language, page: location.pathname, version: rules.version });
};

// --- The page ---

const setUp = ({ store, draft, keep, keepSoon, tell, close }) => {
  begin(draft);
  const reasons = listReasons(draft.typed);
  const settle = mahalla.follow(form, rules, followMembers(rules));
  const mending = watch(form, reasons);
  let here = "";
  let isFromReview = false;

  const apply = () => {
    form.given = {};
    for (const part of parts) {
      const rule = rules.sections[part.dataset.section];
      part.hidden = Boolean(rule) && !mahalla.holds(rule, form.given);
      if (!part.hidden) settle(part, form.given);
    }
  };

  const sections = () => listSections(parts);

  const showHelp = (part) => {
    const asked = rules.help.map((id) => part?.querySelector(`[data-question="${id}"]`));
    byId("help-line").hidden = !asked.some((box) => box && !box.closest("[hidden]"));
  };

  const refresh = () => {
    apply();
    const part = parts.find(({ dataset }) => dataset.section === here);
    if (part) mending.refresh(part);
    showHelp(part);
    showProgress(sections(), here);
  };

  const button = (value) => form.querySelector(`.buttons > [value=${value}]`);

  const showButtons = () => {
    const isReview = here === REVIEW;
    button("next").hidden = isReview || isFromReview;
    button("back").hidden = isReview || isFromReview || here === sections()[0]?.id;
    button("look").hidden = isReview || !isFromReview;
    button("finish").hidden = !isReview || Boolean(draft.readonly);
  };

  const turn = (section, isBack = false) => {
    here = section;
    isFromReview = isBack;
    for (const part of [...parts, byId(REVIEW)]) {
      part.classList.toggle("turned", (part.dataset.section ?? part.id) === here);
    }
    document.querySelector(".menu").open = false;
    draft.section = here;
    refresh();
    showButtons();
    keep();
  };

  const goTo = (section, isBack = false) => {
    turn(section, isBack);
    history.pushState({ section, isBack }, "");
    scrollTo(0, 0);
    byId(`title-${section}`).focus({ preventScroll: true });
  };

  // --- Mistakes ---

  const hold = (part) => {
    mending.mark(part);
    part.querySelector(":scope > .summary")?.remove();
    const summary = byId("wrong").content.firstElementChild.cloneNode(true);
    part.prepend(summary);
    summary.focus();
    scrollTo(0, 0);
  };

  const isHeldUp = (part) => mending.lookOver(part).some(({ isHeld, isBlank }) => isHeld && !isBlank);

  const leadTo = (box, isWrong) => {
    const part = box.closest("[data-section]");
    goTo(part.dataset.section, true);
    if (isWrong) mending.mark(part);
    box.scrollIntoView();
    own(box)?.focus({ preventScroll: true });
  };

  const own = (box) => box.querySelector("input:not([type=hidden]), select, textarea");

  const look = () => {
    writeReview(sections(), mending.lookOver, leadTo);
    goTo(REVIEW);
  };

  // --- What buttons do ---

  const goOn = () => {
    const known = sections();
    const place = known.findIndex(({ id }) => id === here);
    if (here === REVIEW || isFromReview) return look();
    if (isHeldUp(known[place].part)) return hold(known[place].part);
    known[place].part.querySelector(":scope > .summary")?.remove();
    return place + 1 < known.length ? goTo(known[place + 1].id) : look();
  };

  const goBack = () => {
    const known = sections();
    goTo(known[Math.max(0, known.findIndex(({ id }) => id === here) - 1)].id);
  };

  const dropFiles = (files) => Promise.all(files.map((file) => store.dropFile(draft, file)));

  const change = async (pressed) => {
    const before = findFiles(form);
    const reached = changeMembers(form, pressed);
    refresh();
    await keep();
    const left = findFiles(form);
    await dropFiles(before.filter((file) => !left.includes(file)));
    reached.tabIndex = reached.localName === "button" ? 0 : -1;
    reached.focus();
  };

  const showReceipt = (code) => {
    form.hidden = true;
    document.querySelector(".menu").hidden = true;
    byId("receipt").textContent = writeCode(code, root.dataset.digits);
    byId("done").hidden = false;
    history.replaceState(null, "", location.pathname);
    scrollTo(0, 0);
    byId("title-done").focus({ preventScroll: true });
  };

  const finish = async () => {
    if (sections().some(({ part }) => mending.lookOver(part).some(({ isHeld }) => isHeld))) {
      look();
      document.querySelector(".answers .due")?.closest("a").focus();
      return;
    }
    await keep();
    close(true);
    const files = findFiles(form);
    const kept = { typed: draft.typed, files: draft.files };
    draft.typed = takeApplying(parts);
    const named = new Set(Object.values(draft.typed).flat().map(([, text]) => text));
    draft.files = files.filter((file) => named.has(file));
    try {
      showReceipt((await store.finish(draft)).code);
    } catch {
      Object.assign(draft, kept);
      close(false);
      tell(false);
    }
  };

  // What cannot be kept stays open, rather than getting lost.
  const leave = async (address) => {
    if (await keep()) location.assign(address);
  };

  const ACTIONS = {
    next: goOn,
    look: goOn,
    back: goBack,
    review: look,
    finish,
    later: () => leave(root.dataset.desk),
  };

  const act = (pressed) => {
    if (pressed.startsWith("to-")) return goTo(pressed.slice("to-".length));
    return ACTIONS[pressed] ? ACTIONS[pressed]() : change(pressed);
  };

  let isActing = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isActing) return;
    isActing = true;
    try {
      await act(event.submitter?.value ?? "next");
    } finally {
      isActing = false;
    }
  });
  form.addEventListener("input", () => {
    refresh();
    keepSoon();
  });
  form.addEventListener("change", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("pagehide", keep);
  for (const link of document.querySelectorAll(".menu [hreflang]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave(`${link.href}#${name}`);
    });
  }
  // The way back of the device leads to the section before; links within the page change nothing.
  addEventListener("popstate", ({ state }) => state?.section && turn(state.section, state.isBack));
  addEventListener("hashchange", () => history.replaceState(history.state, "", `#${name}`));

  // What lay there for long may be in other hands: the desk asks whose, and goes on with the interview.
  const leaveAlone = async () => {
    if (!(await keep())) return touch();
    markAway();
    return location.replace(root.dataset.desk);
  };
  followTouches(isLeft, leaveAlone);

  form.hidden = false;
  apply();
  parts.forEach(mending.restore);
  document.querySelector(".menu").hidden = false;
  const known = sections().map(({ id }) => id);
  const first = known.includes(draft.section) ? draft.section : known[0];
  if (draft.section === REVIEW) writeReview(sections(), mending.lookOver, leadTo);
  turn(draft.section === REVIEW ? REVIEW : first);
  history.replaceState({ section: here }, "");
  byId("elsewhere").hidden = !draft.readonly;
  if (draft.readonly) closeForReading(form);
};

const open = async () => {
  const session = await opened.catch(() => ({}));
  if (!session.draft) {
    byId("lost").hidden = false;
    return undefined;
  }
  // The way back of the device, or an old address, shows nobody what somebody else is asking.
  if (session.draft.facilitator !== readMe()) return location.replace(root.dataset.desk);
  setUp(session);
  showServices(session.draft);
  await showWhere(session.draft);
  await showFiles();
  root.dataset.ready = "";
  return undefined;
};

// What waits from other households travels while this one is asked.
startUploading();

// The tools of single kinds are set up before the answers come into the page.
addEventListener("DOMContentLoaded", () => setTimeout(open));
