import type { Tune } from "./device-settings.ts";

/** One tone of a tune: a frequency that begins, swells for a moment and dies away. */
export interface Tone {
  at: number;
  hertz: number;
  seconds: number;
  /** Against the loudest tone, 0 to 1. */
  loudness: number;
  /** Where the frequency slides to, as the skin of a drum does. */
  slidesTo?: number;
}

/** A struck body sounds with partials above its tone, the higher the shorter. */
function struck(at: number, hertz: number, seconds: number, partials: [number, number][]): Tone[] {
  return partials.map(([times, loudness]) => ({
    at,
    hertz: hertz * times,
    seconds: seconds / Math.sqrt(times),
    loudness,
  }));
}

/** Synthesised, so that no sound file is loaded and none has an owner. */
export const TONES: Record<Tune, Tone[]> = {
  // The partials of a cast bell: hum, prime, tierce, quint and nominal.
  bell: struck(0, 660, 1.5, [
    [0.5, 0.35],
    [1, 1],
    [1.2, 0.45],
    [1.5, 0.3],
    [2, 0.5],
    [2.74, 0.2],
  ]),
  chime: [
    ...struck(0, 784, 0.9, [
      [1, 0.8],
      [3, 0.12],
    ]),
    ...struck(0.16, 1046.5, 1.1, [
      [1, 0.8],
      [3, 0.1],
    ]),
  ],
  knock: [
    { at: 0, hertz: 240, slidesTo: 110, seconds: 0.14, loudness: 1 },
    { at: 0.17, hertz: 240, slidesTo: 110, seconds: 0.16, loudness: 0.9 },
  ],
  glass: struck(0, 1760, 0.8, [
    [1, 0.7],
    [2.32, 0.35],
    [4.25, 0.15],
  ]),
};
