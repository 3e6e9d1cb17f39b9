/** A phone number without what is for the eye only. */
export function barePhone(typed: string): string {
  return typed.replace(/[\s().-]/g, "");
}
