// A file sent ahead of its page, as soon as it is there: until that has worked it stays in its input
// and goes along with the page.
window.mahalla.upload ??= (box, makePreview) => {
  "use strict";

  const RETRY = 5_000;
  const UNREADABLE = 422;
  const GONE = 410;
  const input = box.querySelector("[type=file]");
  const name = box.querySelector("[type=hidden]");
  const note = box.querySelector("[role=status]");
  const { form } = input;
  const token = form.elements.csrf_token.value;
  let isLeaving = false;
  let timer;

  const change = (value) => {
    name.value = value;
    name.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const takeAway = () => {
    const taken = box.querySelector(".taken");
    taken?.remove();
    box.querySelector(".remove")?.remove();
    return taken?.getAttribute("src");
  };

  const watch = (button) =>
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const address = takeAway();
      fetch(address, { method: "DELETE", headers: { "X-CSRFToken": token } }).catch(() => {});
      note.textContent = "";
      change("");
      box.querySelector("[data-do=record]:not([hidden]), [type=file]:not([hidden])")?.focus();
    });

  const show = (address) => {
    takeAway();
    const preview = makePreview(address, input.dataset.alt);
    preview.className = "taken";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "remove";
    button.textContent = input.dataset.remove;
    watch(button);
    name.after(preview, button);
  };

  const tell = (text, isWrong = false) => {
    note.textContent = text;
    note.classList.toggle("error", isWrong);
  };

  const finish = (request, file) => {
    if (request.status === GONE) location.reload();
    else if (request.status === UNREADABLE) {
      input.value = "";
      tell(request.response.refused, true);
    } else if (request.status === 200) {
      input.value = "";
      tell(input.dataset.sent);
      show(request.response.address);
      change(request.response.name);
    } else tryLater(file);
  };

  const tryLater = (file) => {
    tell(input.dataset.failed);
    timer = setTimeout(() => post(file), RETRY);
  };

  const post = (file) => {
    clearTimeout(timer);
    const request = new XMLHttpRequest();
    request.open("POST", input.dataset.send);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => {
      const percent = Math.round((100 * loaded) / total).toLocaleString(document.documentElement.lang);
      tell(input.dataset.sending.replace("{percent}", percent));
    };
    request.onload = () => finish(request, file);
    request.onerror = () => tryLater(file);
    request.send(file);
  };

  watch(box.querySelector(".remove"));
  form.addEventListener("submit", () => { isLeaving = true; });
  // While the page is only saved, its files stay where they are.
  form.addEventListener("formdata", ({ formData }) => isLeaving || formData.delete(input.name));

  return (blob, called) => {
    const file = new File([blob], called, { type: blob.type.split(";")[0] });
    const held = new DataTransfer();
    held.items.add(file);
    input.files = held.files;
    post(file);
  };
};
