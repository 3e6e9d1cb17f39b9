/** The roles that can be given on one number; owners see every number anyway. */
export const GRANTED = ["viewer", "manager"] as const;
