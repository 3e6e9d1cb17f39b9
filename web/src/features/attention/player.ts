import type { Tune } from "./device-settings.ts";
import { inOneTab } from "./one-tab.ts";
import { setSoundBlocked } from "./sound-blocked.ts";
import { TONES, type Tone } from "./tunes.ts";

const LEAST_PAUSE_MS = 2000;
const PATIENCE_MS = 400;
const SWELL_S = 0.006;
const SILENCE = 0.0001;
const GESTURES = ["pointerdown", "keydown", "touchend"] as const;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let audio: AudioContext | undefined;
let waiting = false;

/** Browsers let a page sound only after somebody has touched it: the first gesture opens the way. */
export function awaitGesture() {
  if (waiting || audio?.state === "running") return;
  waiting = true;
  for (const gesture of GESTURES) addEventListener(gesture, open, { capture: true });
}

function open() {
  waiting = false;
  for (const gesture of GESTURES) removeEventListener(gesture, open, { capture: true });
  void wake();
}

async function wake(): Promise<AudioContext | undefined> {
  // Made before the first gesture it would stay silent, and browsers complain.
  if (!audio && navigator.userActivation && !navigator.userActivation.hasBeenActive)
    return refused();
  try {
    audio ??= new AudioContext();
    if (audio.state !== "running") await Promise.race([audio.resume(), pause(PATIENCE_MS)]);
  } catch {
    return undefined;
  }
  if (audio.state !== "running") return refused();
  setSoundBlocked(false);
  return audio;
}

function refused() {
  setSoundBlocked(true);
  awaitGesture();
  return undefined;
}

function sound(context: AudioContext, tone: Tone, volume: number) {
  const begin = context.currentTime + 0.02 + tone.at;
  const end = begin + tone.seconds;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.setValueAtTime(tone.hertz, begin);
  if (tone.slidesTo) oscillator.frequency.exponentialRampToValueAtTime(tone.slidesTo, end);
  gain.gain.setValueAtTime(SILENCE, begin);
  gain.gain.exponentialRampToValueAtTime(tone.loudness * volume, begin + SWELL_S);
  gain.gain.exponentialRampToValueAtTime(SILENCE, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}

function play(context: AudioContext, tune: Tune, volume: number) {
  // Ears hear in powers: half of the slider should sound half as loud. Headroom for the partials.
  const amplitude = 0.4 * (volume / 100) ** 2;
  for (const tone of TONES[tune]) sound(context, tone, amplitude);
}

/** Rings for a message: in one tab only, and at most once in two seconds. */
export async function ring(tune: Tune, volume: number) {
  const context = await wake();
  if (context) await inOneTab("sound", LEAST_PAUSE_MS, () => play(context, tune, volume));
}

export async function preview(tune: Tune, volume: number) {
  const context = await wake();
  if (context) play(context, tune, volume);
}
