import { expect, it } from "vitest";
import { TUNES } from "./device-settings.ts";
import { TONES } from "./tunes.ts";

it.each(TUNES)("keeps %s short, audible and within what ears like", (tune) => {
  const tones = TONES[tune];
  expect(tones.length).toBeGreaterThan(0);
  for (const { at, seconds, hertz, loudness } of tones) {
    expect(at + seconds).toBeLessThanOrEqual(2.5);
    expect(hertz).toBeGreaterThan(80);
    expect(hertz).toBeLessThan(9000);
    expect(loudness).toBeGreaterThan(0);
    expect(loudness).toBeLessThanOrEqual(1);
  }
});
