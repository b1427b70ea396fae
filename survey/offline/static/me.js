// Who interviews in this tab: said with a PIN at the desk, and forgotten with the tab.

const ME = "me";

/** Return the id of who interviews in this tab; null where nobody said so. */
export const readMe = () => sessionStorage.getItem(ME);

/** Note who interviews in this tab from now on. */
export const become = (person) => sessionStorage.setItem(ME, person.id);

/** Forget who interviews in this tab. */
export const forgetMe = () => sessionStorage.removeItem(ME);
