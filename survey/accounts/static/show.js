// Lets people see the password they type: a box to tick below each field.
for (const field of document.querySelectorAll("input[data-show]")) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  label.className = "show";
  label.append(box, field.dataset.show);
  box.addEventListener("change", () => {
    field.type = box.checked ? "text" : "password";
  });
  field.form.addEventListener("submit", () => {
    field.type = "password"; // so that the browser does not remember it as a word
  });
  field.after(label);
}
