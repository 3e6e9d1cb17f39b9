import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sampleMessage } from "../../testing/samples.ts";
import { clearNotifications, notify } from "./notifications.ts";

interface Shown {
  title: string;
  tag?: string;
  onclick?: () => void;
  close: () => void;
}

let shown: Shown[];

/** A browser's notifications, as far as the page goes. */
function browserWith(permission: NotificationPermission) {
  class FakeNotification {
    static permission = permission;
    tag: string | undefined;
    close = vi.fn();
    constructor(
      public title: string,
      options: NotificationOptions,
    ) {
      this.tag = options.tag;
      shown.push(this);
    }
  }
  vi.stubGlobal("Notification", FakeNotification);
}

const looksAway = () => vi.spyOn(document, "hasFocus").mockReturnValue(false);

beforeEach(() => {
  shown = [];
  localStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("notifies who looks elsewhere, once for each message", async () => {
  browserWith("granted");
  looksAway();
  const message = sampleMessage();
  await Promise.all([notify(message, false, vi.fn()), notify(message, false, vi.fn())]);
  expect(shown.map(({ tag }) => tag)).toEqual([message.id]);
});

it("leaves whoever looks at the page in peace", async () => {
  browserWith("granted");
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  await notify(sampleMessage(), false, vi.fn());
  expect(shown).toEqual([]);
});

it("shows nothing that the browser does not allow", async () => {
  browserWith("denied");
  looksAway();
  await notify(sampleMessage(), false, vi.fn());
  expect(shown).toEqual([]);
});

it("opens the message on a click, and goes away when the page is looked at", async () => {
  browserWith("granted");
  looksAway();
  vi.spyOn(window, "focus").mockImplementation(() => {});
  const open = vi.fn();
  await notify(sampleMessage({ id: "m7" }), false, open);
  shown[0]?.onclick?.();
  expect(window.focus).toHaveBeenCalledOnce();
  expect(open).toHaveBeenCalledWith("m7");
  await notify(sampleMessage({ id: "m8" }), false, open);
  clearNotifications();
  expect(shown[1]?.close).toHaveBeenCalled();
});
