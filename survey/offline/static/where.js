// Where an interview takes place: the name of the neighbourhood, the household, help nearby.

import { readNote } from "./database.js";
import { byId, inLanguage, isolate, writeDigits } from "./words.js";

/** Show the services that are there for the people of the neighbourhood. */
export const showServices = ({ neighbourhood }) => {
  for (const one of document.querySelectorAll("[data-serves]")) {
    one.hidden = !JSON.parse(one.dataset.serves).includes(neighbourhood);
  }
};

/** Show in the bar where the interview takes place, and in which household. */
export const showWhere = async ({ neighbourhood, household, project }) => {
  const day = await readNote("day");
  const places = day?.projects.find(({ id }) => id === project)?.places ?? [];
  const place = places.find((one) => one.neighbourhood === neighbourhood);
  byId("place").textContent = place ? inLanguage(place.name) : neighbourhood;
  const code = byId("household");
  code.textContent = household ? code.dataset.say.replace("{code}", isolate(writeDigits(household))) : "";
};
