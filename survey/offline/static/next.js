// The next interview: what is asked, where, in which household; then the consent, then its page.

import { isKept, readPage } from "./pages.js";
import { writeMoment } from "./ids.js";
import { listSent, listUnsent } from "./outbox.js";
import { byId, inLanguage, isolate, make, say, writeDigits } from "./words.js";

const LONGEST_CODE = 40;
// Under this name the tab keeps what was asked last, and where: the next household is near by.
const LAST = "last";
const CONTROLS = /[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Write the code of a household so that the same code is always the same text. */
export const tidyCode = (typed) =>
  typed
    .replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(CONTROLS, "")
    .replace(/\s+/g, " ")
    .trim()
    .toUpperCase()
    .slice(0, LONGEST_CODE);

const readLast = () => JSON.parse(sessionStorage.getItem(LAST) ?? "{}");

const makeOption = (value, text) => make("option", text, { value });

const groupByDistrict = (places) => {
  const groups = new Map();
  for (const place of places) {
    const name = inLanguage(place.district);
    groups.set(name, [...(groups.get(name) ?? []), place]);
  }
  return [...groups];
};

const writePlace = (place) => {
  const name = inLanguage(place.name);
  const { done = 0, refused = 0 } = place.mine ?? {};
  return done || refused ? say("place", { place: name, done, refused }) : name;
};

const fillPlaces = (project) => {
  const before = byId("place").value || readLast().place;
  const options = groupByDistrict(project.places).flatMap(([district, places]) => {
    const made = places.map((place) => makeOption(place.key, writePlace(place)));
    return district ? [make("optgroup", made, { label: district })] : made;
  });
  const isOne = project.places.length === 1;
  byId("place").replaceChildren(...(isOne ? [] : [makeOption("", say("choose"))]), ...options);
  byId("place-box").hidden = isOne;
  if (project.places.some((place) => place.key === before)) byId("place").value = before;
};

const fillHouseholds = (project) => {
  const place = findPlace(project);
  const here = (project.households ?? []).filter(
    (one) => !place || one.neighbourhood === place.neighbourhood,
  );
  byId("households").replaceChildren(...here.map((one) => makeOption(one.code, "")));
  const word = project.needs_household ? "household_code" : "optional_code";
  byId("household-label").textContent = say(word);
};

const findPlace = (project) => project.places.find((place) => place.key === byId("place").value);

const findProject = (projects) => projects.find((one) => one.id === byId("project").value);

const findPageOf = (project) => {
  const language = byId("language").value;
  return project.page[language] ? language : Object.keys(project.page)[0];
};

const fillLanguages = (project) => {
  for (const option of byId("language").options) {
    option.hidden = option.disabled = !(option.value in project.page);
  }
  byId("language").value = findPageOf(project);
  byId("language-box").hidden = Object.keys(project.page).length < 2;
};

// What is asked today, and of its places those where this person interviews.
const listProjects = (me, day) =>
  (day?.projects ?? [])
    .filter((one) => one.wave !== null)
    .map((one) => ({
      ...one,
      places: one.places.filter((place) => !me.places || me.places.includes(place.key)),
    }))
    .filter((one) => one.places.length);

/** Fill the form with what the day says; what was chosen before stays chosen. */
export const showNext = (me, day, go) => {
  const projects = listProjects(me, day);
  const before = byId("project").value || readLast().project;
  byId("nothing").hidden = projects.length > 0;
  byId("next-form").hidden = projects.length === 0;
  if (!projects.length) return;
  const titles = projects.map((one) => makeOption(one.id, inLanguage(one.title)));
  byId("project").replaceChildren(...titles);
  if (projects.some((one) => one.id === before)) byId("project").value = before;
  byId("project-box").hidden = projects.length === 1;
  byId("only-project").hidden = projects.length > 1;
  byId("only-project").textContent = inLanguage(projects[0].title);
  const fill = () => {
    const project = findProject(projects);
    fillPlaces(project);
    fillHouseholds(project);
    fillLanguages(project);
  };
  fill();
  byId("project").onchange = fill;
  byId("place").onchange = () => {
    mark("place", false);
    fillHouseholds(findProject(projects));
  };
  byId("household").oninput = () => mark("household", false);
  byId("next-form").onsubmit = (event) => {
    event.preventDefault();
    choose(me, findProject(projects), go);
  };
};

const mark = (name, isWrong) => {
  byId(`${name}-error`).hidden = !isWrong;
  byId(`${name}-box`).classList.toggle("wrong", isWrong);
  byId(name).toggleAttribute("aria-invalid", isWrong);
};

const choose = async (me, project, go) => {
  const place = findPlace(project);
  const household = tidyCode(byId("household").value);
  const language = findPageOf(project);
  const isKeptHere = await isKept(project.page[language]);
  mark("place", !place);
  mark("household", project.needs_household && !household);
  byId("not-kept").hidden = isKeptHere;
  if (!place || (project.needs_household && !household) || !isKeptHere) {
    document.querySelector("#next-form .wrong :is(select, input)")?.focus();
    return;
  }
  sessionStorage.setItem(LAST, JSON.stringify({ project: project.id, place: place.key }));
  go({
    project,
    place,
    head: {
      project: project.id, form: project.form, version: project.version, language,
      neighbourhood: place.neighbourhood, household, facilitator: me.id,
      page: project.page[language], key: project.key,
    },
  });
};

// --- Consent ---

/** Write where an interview is: its place and the code of its household. */
export const writeWhere = (day, { project, neighbourhood, household }) => {
  const places = day?.projects.find((one) => one.id === project)?.places ?? [];
  const place = places.find((one) => one.neighbourhood === neighbourhood);
  const name = isolate(place ? inLanguage(place.name) : neighbourhood || project);
  return household ? `${name} · ${say("household", { code: isolate(writeDigits(household)) })}` : name;
};

const isSame = (one, head) =>
  one.project === head.project &&
  one.neighbourhood === head.neighbourhood &&
  one.household === head.household;

const showVisits = async ({ project, head }) => {
  const known = (project.households ?? []).find(
    (one) => one.code === head.household && one.neighbourhood === head.neighbourhood,
  );
  const asked = [...(await listUnsent()), ...(await listSent())];
  const isHere = head.household !== "" && asked.some((one) => isSame(one, head));
  byId("visited").hidden = !(known?.visits || isHere);
  byId("visited-words").textContent = known?.visits
    ? say("visited", { count: known.visits })
    : say("here_before");
};

const fillConsent = (text, language) => {
  byId("consent-words").hidden = !text;
  byId("decline").hidden = !text;
  if (!text) {
    byId("agree").textContent = say("begin");
    return;
  }
  const read = byId("consent-text");
  read.replaceChildren(document.importNode(text.content, true));
  read.lang = language.lang;
  read.dir = language.dir;
  byId("agree").textContent = say("agrees", { words: isolate(text.dataset.agree) });
  byId("decline").textContent = say("declines", { words: isolate(text.dataset.decline) });
};

/**
 * Show what is read aloud; its words come from the page that follows. Whatever is tapped first
 * counts, and once: `begin` and `refuse` get what the interview begins with.
 */
export const showConsent = async (day, chosen, { begin, refuse }) => {
  const { project, head } = chosen;
  const page = await readPage(head.page);
  const text = page?.getElementById("consent");
  byId("consent-where").textContent = writeWhere(day, head);
  byId("consent-title").textContent = inLanguage(project.title, head.language);
  byId("consent-error").hidden = true;
  await showVisits(chosen);
  fillConsent(text, page.documentElement);
  const consent_text = text?.dataset.hash ?? "";
  const once = (act) => async () => {
    byId("agree").disabled = byId("decline").disabled = true;
    try {
      await act();
    } catch (error) {
      console.error(error);
      byId("consent-error").hidden = false;
    } finally {
      byId("agree").disabled = byId("decline").disabled = false;
    }
  };
  const given = () => (text ? { consent: "given", consented_at: writeMoment() } : {});
  byId("agree").onclick = once(() => begin({ ...head, consent_text, ...given() }));
  byId("decline").onclick = once(() => refuse({ ...head, consent_text }));
};
