/** Above the inbox: what is open, for those who can do something about it. */
export function NoticesLine() {
  return null;
}
