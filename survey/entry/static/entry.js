// Typing paper sheets with the keyboard alone. Every page works without it.
(() => {
  "use strict";

  const RETRY = 5_000;
  const PATIENCE = 10_000;
  const GONE = 410;
  const PREFIX = "q-";
  const { readers, holds, calculate, tidyDigits } = window.mahalla;

  const isTyped = (key) => key.length === 1;

  const focus = (control) => {
    control.focus();
    control.select?.();
  };

  // --- The first page: Enter leads to the next blank, and from the last one begins ---

  const setUpHeading = (form) => {
    const inputs = [...form.querySelectorAll("input:not([type=hidden]), select")];
    const isBlank = (input) => !input.value && !["code", "wave"].includes(input.name);
    form.addEventListener("keydown", (event) => {
      const place = inputs.indexOf(event.target);
      if (place < 0 || event.target.tagName === "SELECT" && event.key !== "Enter") return;
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (event.key !== "Enter") inputs[place + step]?.focus();
      else if (event.shiftKey) inputs[place - 1]?.focus();
      else {
        const next = inputs.slice(place + 1).find(isBlank);
        if (next) next.focus();
        else form.requestSubmit();
      }
    });
    focus(inputs.find((input) => input.getAttribute("aria-invalid")) ?? inputs[0]);
  };

  // --- Answers as the server reads them, from numbers ---

  const readDate = (text, calendar) => {
    const parts = tidyDigits(text).split(/[-/. ]/);
    if (parts.length !== 3) return undefined;
    if (/^\d{4}-/.test(text) && parts[0] > 1700) return parts.join("-");
    const [day, month, year] = parts[0].length > 2 ? parts.reverse() : parts;
    return readers.date([calendar, day, month, year]);
  };

  const nameOptions = (question, tidy) => {
    const numbers = tidy.split(/[ +,;/.]+/).filter((part) => part);
    const names = numbers.map((number) => question.options[number - 1]?.[0]);
    return names.length && names.every((name) => name) ? names : undefined;
  };

  const readAnswer = (question, text, calendar) => {
    const tidy = tidyDigits(text);
    if (!tidy) return undefined;
    const missing = question.missing?.[question.signed ? tidy.replace(/^--/, "-") : tidy];
    if (missing && (!question.signed || tidy.startsWith("--"))) return { missing };
    if (question.options) {
      const names = nameOptions(question, tidy);
      return question.reads === "several" ? names : names?.[0];
    }
    if (question.reads === "date") return readDate(text, calendar);
    return (readers[question.reads] ?? readers.text)([text]);
  };

  // --- The long page ---

  const setUpSheet = (form) => {
    const about = JSON.parse(document.getElementById("description").textContent);
    const [choices, told, saved, jump, done] = ["choices", "told", "saved", "jump", "done"].map(
      (id) => document.getElementById(id),
    );
    const pending = new Map();
    const known = new Map();
    let rows = [];
    let last = null;
    let saving = false;
    let isLeaving = false;
    let timer;

    const listRows = () => {
      rows = [...form.querySelectorAll(".row")].map((box) => ({
        box,
        name: box.dataset.cell,
        input: box.querySelector("input, textarea"),
        said: box.querySelector(".said"),
        member: Number(box.closest("[data-member]")?.dataset.member ?? -1),
      }));
    };

    const findInput = (name) => form.elements[PREFIX + name];

    const read = (question, name) => {
      const text = findInput(name)?.value ?? "";
      const before = known.get(name);
      if (before?.text === text) return before.answer;
      const answer = readAnswer(question, text, about.calendar);
      known.set(name, { text, answer });
      return answer;
    };

    // Which questions apply: as survey/questionnaire/flow.py has it, in the order of asking.
    const settle = () => {
      const applying = new Set();
      const isShown = (rule, answers) => !rule || holds(rule, answers);

      const settleMembers = (question, scope) => {
        const count = countMembers(question);
        const members = [];
        for (let place = 0; place < count; place += 1) {
          members.push(walk(question.questions, scope, {}, `${question.id}-${place}-`));
        }
        const told = members.filter((member) => Object.keys(member).length);
        return told.length ? told : undefined;
      };

      const answerOf = (question, name, scope) => {
        if (question.value !== undefined) return calculate(question.value, scope);
        if (question.questions) return settleMembers(question, scope);
        if (!question.asked) return undefined;
        const answer = read(question, name);
        const isOffered = (option) =>
          isShown((question.options ?? []).find(([known]) => known === option)?.[1], scope);
        if (Array.isArray(answer)) return answer.filter(isOffered);
        return typeof answer === "string" && !isOffered(answer) ? undefined : answer;
      };

      const walk = (questions, outer, counted, prefix) => {
        for (const question of questions) {
          const scope = prefix ? { ...outer, ...counted } : counted;
          if (!isShown(question.show, scope)) continue;
          const name = prefix + question.id;
          applying.add(name);
          const answer = answerOf(question, name, scope);
          if (answer !== undefined && answer !== null) counted[question.id] = answer;
        }
        return counted;
      };

      const answers = {};
      for (const section of about.sections) {
        if (isShown(section.show, answers)) walk(section.questions ?? [], answers, answers, "");
      }
      return applying;
    };

    const repeats = about.sections
      .flatMap((section) => section.questions ?? [])
      .filter((question) => question.questions);

    const countMembers = (question) => {
      const typed = tidyDigits(findInput(question.count ?? question.id)?.value ?? "");
      return /^\d+$/.test(typed) ? Math.min(Number(typed), question.most) : 0;
    };

    // As many members stand on the page as were counted; what was typed of others is kept.
    const placeMembers = () => {
      let isChanged = false;
      for (const question of repeats) {
        const box = form.querySelector(`[data-repeat="${question.id}"]`);
        const pattern = box.querySelector("template");
        const count = countMembers(question);
        for (let place = 0; place < count; place += 1) {
          if (box.querySelector(`[data-member="${place}"]`)) continue;
          pattern.before(copyMember(pattern, question.id, place));
          isChanged = true;
        }
        for (const member of box.querySelectorAll("[data-member]")) {
          const isBeyond = Number(member.dataset.member) >= count;
          if (member.hidden !== isBeyond) isChanged = true;
          member.hidden = isBeyond;
          member.disabled = isBeyond;
        }
      }
      if (isChanged) listRows();
    };

    const inDigits = (number) => String(number).replace(/\d/g, (digit) => about.digits[digit]);

    const copyMember = (pattern, repeat, place) => {
      const copy = pattern.content.cloneNode(true).querySelector("[data-member]");
      copy.dataset.member = place;
      const legend = copy.querySelector("legend");
      legend.textContent = legend.textContent.replace("{number}", inDigits(place + 1));
      for (const part of copy.querySelectorAll("*")) {
        for (const attribute of part.attributes) {
          attribute.value = attribute.value.replaceAll(`${repeat}-0-`, `${repeat}-${place}-`);
        }
      }
      return copy;
    };

    const showWhatApplies = () => {
      placeMembers();
      const applying = settle();
      for (const row of rows) {
        const isSkipped = !applying.has(row.name);
        if (row.isSkipped === isSkipped) continue;
        row.isSkipped = isSkipped;
        row.box.classList.toggle("skipped", isSkipped);
        if (!row.input) continue;
        row.input.tabIndex = isSkipped ? -1 : 0;
        if (isSkipped) row.words = row.said.textContent;
        if (isSkipped) row.said.textContent = form.dataset.skipped;
        else if (row.said.textContent === form.dataset.skipped) {
          row.said.textContent = row.words === form.dataset.skipped ? "" : row.words ?? "";
        }
      }
    };

    // --- Keeping what is typed, and telling how it was read ---

    const showReading = (field, { said, fault }) => {
      const row = rows.find(({ name }) => PREFIX + name === field);
      if (!row?.input || pending.has(field)) return;
      const isWrong = Boolean(fault);
      row.box.classList.toggle("wrong", isWrong);
      if (isWrong) row.input.setAttribute("aria-invalid", "true");
      else row.input.removeAttribute("aria-invalid");
      row.words = fault || said;
      if (!row.isSkipped) row.said.textContent = row.words;
      if (isWrong) told.textContent = `${row.box.querySelector("b").textContent}: ${fault}`;
      else if (told.dataset.field === field) told.textContent = "";
      if (isWrong) told.dataset.field = field;
    };

    const post = (fields) => {
      const body = new URLSearchParams(fields);
      const headers = { "X-CSRFToken": form.elements.csrf_token.value };
      const signal = AbortSignal.timeout(PATIENCE);
      return fetch(form.dataset.save, { method: "POST", body, headers, signal, keepalive: true });
    };

    const save = async () => {
      clearTimeout(timer);
      if (saving || isLeaving || !pending.size) return;
      saving = true;
      const sent = new Map(pending);
      pending.clear();
      try {
        const answer = await post(sent);
        if (answer.status === GONE && !isLeaving) location.reload();
        if (!answer.ok) throw new Error(answer.status);
        const read = await answer.json();
        saving = false;
        saved.textContent = saved.dataset.done;
        for (const field of Object.keys(read)) showReading(field, read[field]);
        save();
      } catch {
        saving = false;
        for (const [field, text] of sent) if (!pending.has(field)) pending.set(field, text);
        saved.textContent = saved.dataset.failed;
        timer = setTimeout(save, RETRY);
      }
    };

    // --- Moving with keys ---

    const isReachable = (row) => row.input && !row.isSkipped && !row.input.disabled &&
      !row.box.closest("[hidden]");

    const go = (from, step) => {
      showWhatApplies();
      const place = rows.findIndex(({ input }) => input === from);
      const others = step > 0 ? rows.slice(place + 1) : rows.slice(0, Math.max(place, 0)).reverse();
      const next = others.find(isReachable);
      if (next) focus(next.input);
      else if (step > 0) done.focus();
    };

    const goTo = (typed) => {
      const [question, part, member] = tidyDigits(typed).split(".");
      if (!question) return done.focus();
      const code = part ? `${question}.${part}` : question;
      const here = rows.find(({ input }) => input === last);
      const found = rows.filter((row) => row.input && row.box.dataset.code === code);
      const wanted = member ? member - 1 : here?.member;
      const row = found.find((one) => one.member === wanted) ?? (member ? null : found[0]);
      if (row && !row.box.closest("[hidden]")) return focus(row.input);
      told.textContent = form.dataset.unknown.replace("{number}", typed);
      return focus(jump);
    };

    const addLine = (control) => {
      if (control.tagName !== "TEXTAREA") return;
      control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
    };

    const isFree = (input) => !input.value ||
      (input.selectionStart === 0 && input.selectionEnd === input.value.length);

    const isJump = ({ key, code, target }) => isFree(target) &&
      (key === "/" || (!("words" in target.dataset) && target.tagName === "INPUT" &&
        (key === "g" || code === "KeyG")));

    const moveWithKeys = (event) => {
      const { key, target, shiftKey } = event;
      if (event.isComposing || !("name" in target) || !target.name?.startsWith(PREFIX)) return;
      const hasLines = target.tagName === "TEXTAREA" && target.value.includes("\n");
      if (key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(done);
      else if (key === "Enter" && event.altKey) addLine(target);
      else if (key === "Enter") go(target, shiftKey ? -1 : 1);
      else if (key === "ArrowDown" && !hasLines) go(target, 1);
      else if (key === "ArrowUp" && !hasLines) go(target, -1);
      else if (isTyped(key) && !event.ctrlKey && !event.altKey && isJump(event)) focus(jump);
      else return;
      event.preventDefault();
    };

    form.addEventListener("keydown", (event) => {
      if (event.target !== jump) {
        moveWithKeys(event);
        if (event.target === done && ["ArrowUp"].includes(event.key)) go(null, -1);
        return;
      }
      if (event.key === "Escape" && last) focus(last);
      else if (event.key === "Enter") {
        const typed = jump.value;
        jump.value = "";
        goTo(typed);
      } else return;
      event.preventDefault();
    });
    form.addEventListener("focusin", ({ target }) => {
      if (!target.name?.startsWith(PREFIX)) return;
      last = target;
      choices.textContent = about.choices[target.dataset.choices] ?? "";
    });
    form.addEventListener("change", ({ target }) => {
      if (!target.name?.startsWith(PREFIX)) return;
      pending.set(target.name, target.value);
      showWhatApplies();
      save();
    });
    // What is sent holds all that was typed; a reading that comes late must not call the page back.
    form.addEventListener("submit", () => { isLeaving = true; });
    addEventListener("pageshow", () => { isLeaving = false; });
    addEventListener("pagehide", () => pending.size && !isLeaving && post(pending));
    addEventListener("online", save);

    listRows();
    showWhatApplies();
    const first = document.querySelector("#remarks a")?.getAttribute("href").slice(1);
    const blank = rows.find((row) => isReachable(row) && !row.input.value);
    const start = (first && document.getElementById(first)) ?? blank?.input ?? done;
    focus(start);
  };

  // --- Two entries side by side: 1, 2, or 3 and something else ---

  const setUpCompare = (form) => {
    const boxes = [...form.querySelectorAll(".difference")];
    const done = document.getElementById("done");
    const radios = (box) => [...box.querySelectorAll("[type=radio]")];
    const enter = (box) => {
      if (!box) return done.focus();
      return (radios(box).find(({ checked }) => checked) ?? radios(box)[0]).focus();
    };
    form.addEventListener("keydown", (event) => {
      const box = event.target.closest(".difference");
      if (!box) return;
      const place = boxes.indexOf(box);
      const digit = Number(tidyDigits(event.key));
      if (event.key === "Enter") enter(boxes[place + (event.shiftKey ? -1 : 1)]);
      else if (event.target.type === "radio" && digit >= 1 && digit <= radios(box).length) {
        radios(box)[digit - 1].checked = true;
        if (digit < 3) enter(boxes[place + 1]);
        else focus(box.querySelector(".other > input"));
      } else return;
      event.preventDefault();
    });
    form.addEventListener("input", ({ target }) => {
      if (target.name?.startsWith("other-")) radios(target.closest(".difference"))[2].checked = true;
    });
    enter(boxes.find((box) => box.classList.contains("wrong")) ?? boxes[0]);
  };

  addEventListener("DOMContentLoaded", () => {
    const pages = { heading: setUpHeading, sheet: setUpSheet, compare: setUpCompare };
    for (const [id, setUp] of Object.entries(pages)) {
      const form = document.getElementById(id);
      if (form) setUp(form);
    }
    for (const form of document.querySelectorAll("form[data-ask]")) {
      form.addEventListener("submit", (event) => {
        if (!confirm(form.dataset.ask)) event.preventDefault();
      });
    }
  });
})();
