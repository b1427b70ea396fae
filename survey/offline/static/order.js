// Random orders: drawn once for every interview, kept with it, and the page arranged by them.

const draw = (names) => {
  const drawn = [...names];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [drawn[last], drawn[other]] = [drawn[other], drawn[last]];
  }
  return drawn;
};

/** Draw what was not drawn yet: by the id of a section or question, names in their order. */
export const drawOrder = (random, drawn) => ({
  ...Object.fromEntries(Object.entries(random).map(([id, names]) => [id, draw(names)])),
  ...drawn,
});

const sort = (elements, nameOf, names) => {
  if (!elements.length) return;
  const place = (one) => (names.includes(nameOf(one)) ? names.indexOf(nameOf(one)) : names.length);
  const mark = document.createComment("");
  elements[0].before(mark);
  mark.after(...elements.sort((one, other) => place(one) - place(other)));
  mark.remove();
};

// Options that nobody draws, such as “Choose…” and answers that are none, stay where they are.
const sortOptions = (box, names) => {
  const labels = [...box.querySelectorAll(":scope > label:has(> input)")];
  sort(labels, (label) => label.querySelector("input").value, names);
  for (const select of box.querySelectorAll("select")) {
    sort([...select.options].filter(({ value }) => value), ({ value }) => value, names);
  }
};

const sortQuestions = (part, names, rows) => {
  const boxes = [...part.querySelectorAll(":scope > [data-question]")];
  sort(boxes, ({ dataset }) => rows[dataset.question] ?? dataset.question, names);
};

/** Arrange the page, and the patterns of members in it. The rows of a matrix stay behind it. */
export const arrange = (parts, order, rows) => {
  for (const part of parts) {
    if (order[part.dataset.section]) sortQuestions(part, order[part.dataset.section], rows);
    const patterns = [...part.querySelectorAll("template")].map(({ content }) => content);
    for (const box of [part, ...patterns].flatMap((one) => [...one.querySelectorAll("[data-question]")])) {
      const names = order[box.dataset.question];
      if (names) sortOptions(box, names);
    }
  }
};
