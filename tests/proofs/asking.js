// Interviews one after the other, by the tablet's own modules as its pages use them, in a page of the
// desk. What a facilitator would see is told to whoever watches, the moment it would be seen.
(() => {
  const makeChance = (seed) => {
    let state = seed;
    return () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
  };

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // Two at once in a page are two taps of which the first is still being worked on.
  window.ask = async ({ name, seed, person, everyLeft, pause }) => {
    const desk = document.querySelector("link[href$='/desk.css']").href;
    const use = (module) => import(desk.replace("desk.css", `${module}.js`));
    const [{ openStore }, { readNote }] = await Promise.all([use("store"), use("database")]);
    const [store, day] = await Promise.all([openStore(), readNote("day")]);
    const [project] = day.projects;
    const chance = makeChance(seed);
    for (let count = 1; ; count += 1) {
      const mark = `${name}-${count}`;
      const draft = await store.begin({
        project: project.id, form: project.form, version: project.version, language: "en",
        neighbourhood: project.places[0].neighbourhood, household: mark, facilitator: person,
        page: project.page.en, key: project.key,
      });
      told({ what: "begun", mark, id: draft.id });
      draft.typed = { all: [["q-mark", mark], ["q-speech", ""]] };
      await store.save(draft);
      await wait(chance() * pause);
      draft.typed = { all: [["q-mark", mark], ["q-speech", `${mark} says so.`]] };
      await store.save(draft);
      told({ what: "saved", mark, id: draft.id });
      if (count % everyLeft === 0) continue;
      const { code } = await store.finish(draft);
      told({ what: "finished", mark, id: draft.id, code });
      await wait(chance() * pause);
    }
  };
})();
