// Photos and recordings: kept on the tablet as soon as they are there, named among the texts.

const addresses = new Map();

const free = (box) => {
  URL.revokeObjectURL(addresses.get(box));
  addresses.delete(box);
};

const takeAway = (box) => {
  box.querySelector(".taken")?.remove();
  box.querySelector(".remove")?.remove();
  free(box);
};

/** Name the files that a part of the page has. */
export const findFiles = (part) =>
  [...part.querySelectorAll(":is(.photo, .audio_note) > [type=hidden]")]
    .map(({ value }) => value).filter(Boolean);

/** Say how files are kept; `opened` is a promise of the store and the draft of this page. */
export const attach = (opened) => {
  const shows = new Map();

  const change = (box, name) => {
    const input = box.querySelector("[type=hidden]");
    input.value = name;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const drop = async (box) => {
    const { store, draft } = await opened;
    const name = box.querySelector("[type=hidden]").value;
    takeAway(box);
    box.querySelector("[role=status]").textContent = "";
    change(box, "");
    if (name) await store.dropFile(draft, name);
    box.querySelector("[data-do=record]:not([hidden]), [type=file]:not([hidden])")?.focus();
  };

  const addButton = (box, draft) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "remove";
    button.disabled = Boolean(draft.readonly);
    button.textContent = box.querySelector("[type=file]").dataset.remove;
    button.addEventListener("click", () => drop(box));
    return button;
  };

  const show = async (box, makePreview) => {
    const { store, draft } = await opened;
    const name = box.querySelector("[type=hidden]");
    takeAway(box);
    const blob = name.value && (await store.file(name.value));
    if (!blob) return;
    addresses.set(box, URL.createObjectURL(blob));
    const preview = makePreview(addresses.get(box), box.querySelector("[type=file]").dataset.alt);
    preview.className = "taken";
    name.after(preview, addButton(box, draft));
  };

  const keep = async (box, makePreview, blob) => {
    const { store, draft, tell } = await opened;
    const input = box.querySelector("[type=file]");
    const before = box.querySelector("[type=hidden]").value;
    try {
      change(box, await store.keepFile(draft, blob));
      input.value = "";
      box.querySelector("[role=status]").textContent = input.dataset.sent;
      if (before) await store.dropFile(draft, before);
      await show(box, makePreview);
    } catch {
      tell(false);
    }
  };

  window.mahalla.upload = (box, makePreview) => {
    shows.set(box, () => show(box, makePreview));
    return (blob) => keep(box, makePreview, blob);
  };

  /** Show all files that texts name, once these are in the page. */
  return () => Promise.all([...shows.values()].map((one) => one()));
};
