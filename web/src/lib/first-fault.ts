/** Brings the reader to what has to be mended, even where it is folded away. */
export function focusFirstFault(form: HTMLElement | null) {
  const first = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
  const folded = first?.closest("details");
  if (folded) folded.open = true;
  first?.focus();
}
