export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];
export const USUAL_SPAN: Span = 30;

/** What the address bar says of the figures. */
export interface FiguresSearch {
  days?: Span;
}

export function parseFiguresSearch(raw: Record<string, unknown>): FiguresSearch {
  const days = SPANS.find((span) => String(span) === String(raw.days));
  return days && days !== USUAL_SPAN ? { days } : {};
}
