// As in the stylesheets, which can't read them from here.

/** One pane at a time, and the pages at the foot. */
export const PHONE = "(max-width: 767px)";
/** The rail shows its pictures alone. */
export const NARROW = "(max-width: 1099px)";
