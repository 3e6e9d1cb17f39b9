export interface DayCounts {
  /** As the server writes it: "2026-03-03". */
  day: string;
  /** By the key of their series. */
  counts: Record<string, number>;
}

export interface Series {
  key: string;
  name: string;
  /** A colour of the page's own, which follows the scheme. */
  ink: string;
}
