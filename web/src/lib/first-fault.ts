/** Brings the reader to what has to be mended. */
export function focusFirstFault(form: HTMLElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
}
