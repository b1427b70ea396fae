// Fills the questions that stand on a page by chance, and tells what it did, so that another page
// with the same names can be filled alike. Acts are [name, value] of a box to tick, or
// [name, place, text] of an input.
(() => {
  const own = (box) =>
    [...box.querySelectorAll("[name^=q-]")].filter((one) => one.closest("[data-question]") === box);
  const isTick = ({ type }) => type === "radio" || type === "checkbox";

  const find = ([name, ...rest]) => {
    const named = [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (rest.length === 1) return named.find((one) => isTick(one) && one.value === rest[0]);
    return named.filter((one) => !isTick(one))[rest[0]];
  };

  const tell = (one) =>
    ["input", "change"].forEach((name) => one.dispatchEvent(new Event(name, { bubbles: true })));

  window.act = (done) => {
    const control = find(done);
    if (done.length === 2) control.click();
    else {
      control.value = done[2];
      tell(control);
    }
  };

  const makeChance = (seed) => {
    let state = seed;
    return () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
  };

  window.fillByChance = ([seed, limits, checks]) => {
    const chance = makeChance(seed);
    const pick = (list) => list[Math.floor(chance() * list.length)];
    const whole = (least, most) => least + Math.floor(chance() * (most - least + 1));
    const digits = [...(document.documentElement.dataset.digits || "0123456789")];
    const native = (text) => String(text).replace(/\d/g, (digit) => digits[digit]);
    const acts = [];
    const go = (...done) => {
      acts.push(done);
      window.act(done);
    };

    const number = (box) => {
      const { min = 0, max = 1000, places = 0 } = limits[box.dataset.question] ?? {};
      if (checks[box.dataset.question]) return min;
      return whole(min, Math.min(max - (places ? 1 : 0), min + 4)) + (places ? 0.5 : 0);
    };

    const write = (box) => {
      if (box.matches(".integer, .decimal")) return native(number(box));
      if (box.matches(".time")) return native(`${whole(0, 23)}:30`);
      if (box.matches(".geopoint")) return native((30 + chance() * 10).toFixed(5));
      return `متن ${whole(1, 9999)}`;
    };

    const choose = (select, taken) => {
      const free = [...select.options].filter((one) => one.value && !one.disabled && !taken.includes(one.value));
      const safe = select.options.length > 12 ? free.slice(2, 28) : free;
      return pick(safe).value;
    };

    const answer = (box) => {
      const ticks = own(box).filter((one) => isTick(one) && !one.disabled && one.checkVisibility());
      const [radio] = ticks.filter(({ type }) => type === "radio");
      if (radio) return go(radio.name, pick(ticks).value);
      const instead = ticks.filter(({ value }) => value.startsWith(":"));
      if (instead.length && chance() < 0.15) return go(instead[0].name, pick(instead).value);
      const boxes = ticks.filter(({ value }) => !value.startsWith(":"));
      for (const one of boxes) if (chance() < 0.5) go(one.name, one.value);
      const rest = own(box).filter((one) => !isTick(one));
      const taken = [];
      rest.forEach((one, place) => {
        if (one.type === "hidden" || one.type === "file") return;
        const text = one.localName === "select" ? choose(one, taken) : write(box);
        if (box.matches(".rank")) taken.push(text);
        go(one.name, place, text);
      });
      return undefined;
    };

    const seen = new Set();
    const next = () =>
      [...document.querySelectorAll("[data-reads]")].find((box) => box.checkVisibility() && !seen.has(box.id));
    for (let box = next(); box; box = next()) {
      seen.add(box.id);
      const isNeeded = limits[box.dataset.question]?.required;
      if (!box.matches(".repeat") && (isNeeded || chance() > 0.1)) answer(box);
    }
    return acts;
  };
})();
