// Lets people see the password they type: one box to tick below the last field of a form.
for (const form of document.querySelectorAll("form:has(input[data-show])")) {
  const fields = form.querySelectorAll("input[data-show]");
  const last = fields[fields.length - 1];
  const label = document.createElement("label");
  const box = document.createElement("input");
  const turn = (type) => fields.forEach((field) => (field.type = type));
  box.type = "checkbox";
  label.className = "show";
  label.append(box, last.dataset.show);
  box.addEventListener("change", () => turn(box.checked ? "text" : "password"));
  form.addEventListener("submit", () => turn("password")); // so that no browser keeps it as a word
  last.after(label);
}
