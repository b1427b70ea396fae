// A recording made in the page: paused and gone on with, stopped by a tap or when its time is over.
(() => {
  "use strict";

  const FORMATS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
  const BITS = 24_000;
  const TICK = 250;

  const makePreview = (address, label) => {
    const player = new Audio();
    player.controls = true;
    player.preload = "none";
    player.src = address;
    player.setAttribute("aria-label", label);
    return player;
  };

  const setUp = (box) => {
    const panel = box.querySelector(".recorder");
    const input = box.querySelector("[type=file]");
    const note = box.querySelector("[role=status]");
    const timer = box.querySelector("[role=timer]");
    const { seconds, digits, left, denied } = panel.dataset;
    const send = mahalla.upload(box, makePreview);
    let recorder, clock, since, spent, waiting;

    input.addEventListener("change", () => {
      const [file] = input.files;
      if (file) send(file, file.name);
    });
    if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;

    const isGoingOn = () => Boolean(recorder) && recorder.state !== "inactive";

    const showButtons = () => {
      const state = recorder?.state ?? "inactive";
      const shown = {
        inactive: ["record"],
        recording: ["pause", "stop"],
        paused: ["resume", "stop"],
      }[state];
      for (const button of panel.querySelectorAll("[data-do]")) {
        button.hidden = !shown.includes(button.dataset.do);
      }
      panel.classList.toggle("on", state === "recording");
      if (state === "inactive") timer.textContent = "";
    };

    const focus = (action) => panel.querySelector(`[data-do=${action}]`).focus();

    const tick = () => {
      const now = performance.now();
      if (recorder.state === "recording") spent += now - since;
      since = now;
      const rest = Math.max(0, Math.ceil(Number(seconds) - spent / 1000));
      const time = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
      const written = time.replace(/\d/g, (digit) => digits[digit]);
      timer.textContent = left.replace("{time}", `\u2066${written}\u2069`);
      if (!rest) recorder.stop();
    };

    const record = async () => {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        note.textContent = denied;
        input.hidden = false;
        return;
      }
      const parts = [];
      const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
      recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
      recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
      recorder.addEventListener("stop", () => {
        clearInterval(clock);
        for (const track of stream.getTracks()) track.stop();
        showButtons();
        send(new Blob(parts, { type: recorder.mimeType }), "recording");
        if (waiting) input.form.requestSubmit(waiting);
      });
      [since, spent, waiting] = [performance.now(), 0, null];
      note.textContent = "";
      recorder.start();
      clock = setInterval(tick, TICK);
      tick();
      showButtons();
      focus("stop");
    };

    const ACTIONS = {
      record,
      pause: () => recorder.pause(),
      resume: () => recorder.resume(),
      stop: () => recorder.stop(),
    };
    const NEXT = { pause: "resume", resume: "pause" };

    panel.addEventListener("click", ({ target }) => {
      const action = target.closest("[data-do]")?.dataset.do;
      if (!action) return;
      ACTIONS[action]();
      if (!NEXT[action]) return;
      showButtons();
      focus(NEXT[action]);
    });
    // Who presses Next while recording means to keep what was said.
    input.form.addEventListener("submit", (event) => {
      if (!isGoingOn()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
      recorder.stop();
    }, { capture: true });

    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", box.querySelector("label").firstChild.textContent);
    panel.hidden = false;
    input.hidden = true;
    showButtons();
  };

  mahalla.addTool(".question.audio_note", setUp);
})();
