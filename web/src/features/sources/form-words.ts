/** A phone number without what is for the eye only. */
export function barePhone(typed: string): string {
  return typed.replace(/[\s().-]/g, "");
}

/** Brings the reader to what has to be mended. */
export function focusFirstFault(form: HTMLElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
}
