// The form in the browser: shows at once what applies, keeps what is typed on the server, and lets
// a box such as "I don't know" stand instead of an answer. Every page works without it.
(() => {
  "use strict";

  const MARK = ":";
  const GONE = 410;
  // Milliseconds: from the last change to saving it, between two tries, and until one is given up.
  const PAUSE = 800;
  const RETRY = 5_000;
  const PATIENCE = 10_000;
  const readers = {};

  // --- Conditions: the same answers give the same truth as in survey/conditions/evaluate.py ---

  const isNumber = (value) => typeof value === "number";
  const isText = (value) => typeof value === "string";
  const isBlank = (value) => value === undefined || value === null;
  const isSpecial = (value) => !isBlank(value) && typeof value === "object" && !Array.isArray(value);
  const isReference = isSpecial;

  // A non-substantive answer counts as its word; an unread one as nothing.
  const word = (value) => (isSpecial(value) ? value.missing ?? null : value ?? null);

  const isSame = (left, right) =>
    Array.isArray(left) && Array.isArray(right)
      ? left.length === right.length && left.every((part, index) => isSame(part, right[index]))
      : left === right;

  // Texts are ordered by code point, as in Python, not by UTF-16 unit.
  const points = (text) =>
    Array.from(text, (sign) => sign.codePointAt(0).toString(16).padStart(6, "0")).join("");

  const ORDER = {
    eq: (left, right) => left === right,
    lt: (left, right) => left < right,
    lte: (left, right) => left <= right,
    gt: (left, right) => left > right,
    gte: (left, right) => left >= right,
  };

  const isOrdered = (operator, left, right) => {
    if (isNumber(left) && isNumber(right)) return ORDER[operator](left, right);
    return isText(left) && isText(right) && ORDER[operator](points(left), points(right));
  };

  const TESTS = {
    answered: (answer, wanted) => (!isBlank(answer) && !isSpecial(answer)) === wanted,
    is: (answer, wanted) => !isBlank(wanted) && isSame(word(answer), word(wanted)),
    is_not: (answer, wanted) => isBlank(wanted) || !isSame(word(answer), word(wanted)),
    in: (answer, wanted) => !isBlank(answer) && wanted.some((part) => isSame(word(answer), part)),
    has: (answer, wanted) => Array.isArray(answer) && answer.includes(wanted),
    has_any: (answer, wanted) =>
      Array.isArray(answer) && wanted.some((part) => answer.includes(part)),
    count_min: (answer, wanted) => Array.isArray(answer) && answer.length >= wanted,
  };

  const compare = ({ q: question, ...comparison }, answers) => {
    const [[operator, operand]] = Object.entries(comparison);
    const answer = answers[question];
    const wanted = isReference(operand) ? answers[operand.q] : operand;
    return operator in TESTS
      ? TESTS[operator](answer, wanted)
      : isOrdered(operator, answer, wanted);
  };

  const holds = (condition, answers) => {
    if (condition.all) return condition.all.every((part) => holds(part, answers));
    if (condition.any) return condition.any.some((part) => holds(part, answers));
    if (condition.not) return !holds(condition.not, answers);
    return compare(condition, answers);
  };

  // --- Calculations: the same numbers as in survey/conditions/calculate.py ---

  const LARGEST = 1e15;
  const DAY = /^(\d{4})-(\d{2})-(\d{2})/;

  const sensible = (value) => (Math.abs(value ?? NaN) <= LARGEST ? value : null);

  const ARITHMETIC = {
    add: (values) => values.reduce((sum, value) => sum + value),
    sub: ([first, second]) => first - second,
    mul: (values) => values.reduce((product, value) => product * value),
    div: ([first, second]) => (second ? first / second : null),
    min: (values) => Math.min(...values),
    max: (values) => Math.max(...values),
    round: ([number, places = 0]) => Math.floor(number * 10 ** places + 0.5) / 10 ** places,
  };

  const countYears = (days) => {
    const [first, last] = days.map((day) => (isText(day) ? DAY.exec(day) : null));
    if (!first || !last) return null;
    const isBefore = last[2] + last[3] < first[2] + first[3];
    return last[1] - first[1] - (isBefore ? 1 : 0);
  };

  const isTaken = (expression, entry, answers) => {
    const { count, where } = expression;
    if (!isSpecial(entry)) return count !== undefined && !where;
    return !where || holds(where, { ...answers, ...entry });
  };

  const tally = (expression, answers) => {
    const [word] = Object.keys(expression).filter((key) => !["of", "where"].includes(key));
    const entries = answers[expression[word]];
    const listed = Array.isArray(entries) ? entries : [];
    const taken = listed.filter((entry) => isTaken(expression, entry, answers));
    if (word === "count") return taken.length;
    const values = taken.map((entry) => entry[expression.of]).filter(isNumber);
    if (word === "sum") return sensible(values.reduce((sum, value) => sum + value, 0));
    return values.length ? ARITHMETIC[word === "least" ? "min" : "max"](values) : null;
  };

  const workOut = (expression, answers) => {
    if (isBlank(expression) || isNumber(expression)) return expression ?? null;
    if (expression.q) {
      const answer = answers[expression.q];
      return isNumber(answer) ? sensible(answer) : answer ?? null;
    }
    if (expression.if) {
      return workOut(holds(expression.if, answers) ? expression.then : expression.else, answers);
    }
    if (isText(expression.count) || expression.of) return tally(expression, answers);
    const [[word, parts]] = Object.entries(expression);
    const values = [parts].flat().map((part) => workOut(part, answers));
    if (word === "years") return countYears(values);
    return values.every(isNumber) ? sensible(ARITHMETIC[word](values)) : null;
  };

  const calculate = (expression, answers) => {
    const value = workOut(expression, answers);
    // Adding 0 makes a plain 0 out of the 0 below zero that multiplying can give.
    return isNumber(value) && sensible(value) !== null ? value + 0 : null;
  };

  // --- Answers as the server reads them ---

  const foldDigits = (text) =>
    text
      .replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/٫/g, ".")
      .replace(/٬/g, ",");

  const tidyDigits = (text) =>
    foldDigits(text)
      .replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
      .replace(/[−‐‑–]/g, "-")
      .replace(/،/g, ",")
      .replace(/\s+/g, " ")
      .trim();

  const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+|(?=\.))(?:\.\d+)?$/;

  const parseNumber = (text) => {
    const tidy = tidyDigits(text);
    return NUMBER.test(tidy) ? Number(tidy.replace(/[, ]/g, "")) : undefined;
  };

  // Notes, reasons and buttons have other names: they are no answers.
  const controls = (box) => [...box.querySelectorAll("[name^=q-]")];

  const own = (box) => controls(box).filter((one) => one.closest("[data-question]") === box);

  const typed = (box) =>
    own(box)
      .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
      .map((control) => control.value);

  readers.text = ([text]) => (text ?? "").trim().replace(/\s+/g, " ") || undefined;
  readers.number = ([text]) => parseNumber(text ?? "");
  readers.list = (texts) => {
    const names = texts.filter((text) => text);
    return names.length ? names : undefined;
  };

  const special = (box) => {
    const chosen = typed(box).find((text) => text.startsWith(MARK));
    return chosen && { missing: chosen.slice(MARK.length) };
  };

  const read = (box) =>
    special(box) ?? (readers[box.dataset.reads] ?? readers.text)(typed(box));

  // --- What applies of the questions of a form, and what goes when another thing is chosen ---

  // Returns what shows and hides what applies in `form`, or in a part of it after the answers given
  // before; those that count are added to them, and left as `given` at each member of a repeat.
  // `adjust` may change the members before they are read.
  const follow = (form, rules, adjust) => {
    // Options that are not offered go, and with them the answer that was one of them.
    const offer = (box, answers) => {
      for (const [name, rule] of Object.entries(rules.offer?.[box.dataset.question] ?? {})) {
        const isClosed = !holds(rule, answers);
        for (const one of box.querySelectorAll("input, option")) {
          if (one.value !== name) continue;
          (one.closest("label:not(:has(select))") ?? one).hidden = one.disabled = isClosed;
          if (isClosed) one.checked = one.selected = false;
        }
      }
    };

    const showValue = (box, value) => {
      const output = box.querySelector("output");
      if (!output) return;
      const write = (sign) => output.dataset.digits[sign === "." ? 10 : sign] ?? sign;
      output.textContent = String(value ?? "").replace(/[\d.]/g, write);
    };

    const readMembers = (box, answers) => {
      adjust?.(box, answers);
      const members = [...box.querySelectorAll(":scope > .member:not([hidden])")];
      const given = members.map((member) => {
        member.given = settle(member.querySelectorAll("[data-question]"), {}, answers);
        return member.given;
      });
      const known = given.filter((member) => Object.keys(member).length);
      return known.length ? known : special(box);
    };

    const settleOne = (box, answers) => {
      offer(box, answers);
      const value = rules.values?.[box.dataset.question];
      if (value === undefined) {
        return box.classList.contains("repeat") ? readMembers(box, answers) : read(box);
      }
      const worth = calculate(value, answers);
      showValue(box, worth);
      return worth;
    };

    // Answers count in the order of asking; those of members see what was asked outside before.
    const settle = (asked, answers, outside) => {
      for (const box of asked) {
        const name = box.dataset.question;
        const seen = outside ? { ...outside, ...answers } : answers;
        const rule = rules.show?.[name];
        box.hidden = Boolean(rule) && !holds(rule, seen);
        const answer = box.hidden ? null : settleOne(box, seen);
        if (!isBlank(answer)) answers[name] = answer;
      }
      return answers;
    };

    const isOuter = (box) => !box.parentElement.closest("[data-question]");

    // An answer, or a box that stands instead of one: choosing either takes the other away.
    const makeRoom = (control) => {
      const box = control.closest("[data-question]");
      if (!box?.querySelector(".missing [type=checkbox]") || !own(box).includes(control)) return;
      const isInstead = control.type === "checkbox" && control.value.startsWith(MARK);
      if (isInstead ? !control.checked : !control.value) return;
      for (const other of own(box)) {
        const isOtherInstead = other.value.startsWith(MARK);
        if (other === control || other.type === "hidden" || (!isInstead && !isOtherInstead)) continue;
        if (other.type === "checkbox") other.checked = false;
        else other.value = "";
      }
    };

    form.addEventListener("input", ({ target }) => makeRoom(target));
    // A radio that was chosen by mistake can be taken back.
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[name=clear]");
      if (!button) return;
      event.preventDefault();
      const radios = controls(form).filter(({ name }) => name === button.value);
      for (const radio of radios) radio.checked = false;
      radios[0].focus();
      radios[0].dispatchEvent(new Event("input", { bubbles: true }));
    });
    return (part = form, answers = { ...rules.answers }) =>
      settle([...part.querySelectorAll("[data-question]")].filter(isOuter), answers);
  };

  // --- Tools of single kinds: for the boxes that are there, and for those that come later ---

  const tools = [];

  const addTool = (selector, setUp) => {
    tools.push([selector, setUp]);
    addEventListener("DOMContentLoaded", () => document.querySelectorAll(selector).forEach(setUp));
  };

  window.mahalla = { readers, holds, calculate, parseNumber, tidyDigits, own, follow, tools, addTool };

  // --- The page ---

  const keyOf = ({ id }) => id.slice("q-".length, -"-box".length);

  const setUp = (form) => {
    const boxes = [...form.querySelectorAll("[data-question]")];
    const rules = JSON.parse(document.getElementById("rules")?.textContent ?? "{}");
    const apply = follow(form, rules);
    const status = document.getElementById("saved");
    let isChanged = false;
    let isLeaving = false;
    let saving = null;
    let timer;

    const showWhatApplies = () => {
      apply();
      const shown = boxes.filter((box) => !box.closest("[hidden]"));
      form.elements.shown.value = shown.map(keyOf).join(" ");
    };

    const post = async () => {
      try {
        const answer = await fetch(form.dataset.save, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-CSRFToken": form.elements.csrf_token.value },
          keepalive: true,
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (answer.status === GONE) location.reload();
        return answer.ok;
      } catch {
        return false;
      }
    };

    // One save at a time: an older one that arrives late must not undo a newer one.
    const save = async () => {
      clearTimeout(timer);
      if (!isChanged || saving || isLeaving) return;
      isChanged = false;
      saving = post();
      const isSaved = await saving;
      saving = null;
      isChanged ||= !isSaved;
      status.textContent = isSaved ? status.dataset.done : status.dataset.failed;
      if (isChanged) saveIn(isSaved ? PAUSE : RETRY);
    };

    const saveIn = (moment) => {
      clearTimeout(timer);
      timer = setTimeout(save, moment);
    };

    form.addEventListener("input", () => {
      isChanged = true;
      showWhatApplies();
      saveIn(PAUSE);
    });
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (saving) {
        event.preventDefault();
        await saving;
        form.requestSubmit(event.submitter);
        return;
      }
      isLeaving = true;
    });
    addEventListener("pagehide", () => isChanged && !isLeaving && post());
    document.addEventListener("visibilitychange", () => document.hidden && save());
    addEventListener("online", save);
    showWhatApplies();
  };

  // A page taken out of the browser's memory may belong to somebody who has finished.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("answers");
    if (form?.dataset.save) setUp(form);
    document.getElementById("errors")?.focus();
  });
})();
