import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { deviceSettings } from "./device-settings.ts";
import { NotificationsPart } from "./notifications-part.tsx";
import { preview } from "./player.ts";
import { SoundPart } from "./sound-part.tsx";

vi.mock("./player.ts", () => ({ preview: vi.fn() }));

function browserSays(permission: NotificationPermission, answer = permission) {
  const notification = {
    permission,
    requestPermission: vi.fn(async () => {
      notification.permission = answer;
    }),
  };
  vi.stubGlobal("Notification", notification);
  vi.stubGlobal("isSecureContext", true);
  return notification;
}

beforeEach(() => {
  deviceSettings.change({ sound: false, notifications: false, codeInNotifications: false });
});
afterEach(() => vi.unstubAllGlobals());

it("offers the sounds once sound is on, and plays the one that is chosen", async () => {
  renderPage(<SoundPart />);
  expect(screen.queryByRole("radio")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("switch"));
  await userEvent.click(screen.getByRole("radio", { name: "Glass" }));
  expect(preview).toHaveBeenCalledWith("glass", deviceSettings.current().volume);
  expect(deviceSettings.current()).toMatchObject({ sound: true, tune: "glass" });
});

it("asks the browser when notifications are wanted, and keeps the code out at first", async () => {
  const notification = browserSays("default", "granted");
  renderPage(<NotificationsPart />);
  await userEvent.click(screen.getByRole("switch", { name: "Notify me of new messages" }));
  expect(notification.requestPermission).toHaveBeenCalledOnce();
  expect(screen.getByRole("switch", { name: /Show the code/ })).not.toBeChecked();
});

it("stays off and explains itself when the browser refuses", async () => {
  browserSays("default", "denied");
  renderPage(<NotificationsPart />);
  await userEvent.click(screen.getByRole("switch"));
  expect(screen.getByRole("switch")).not.toBeChecked();
  expect(screen.getByRole("switch")).toBeDisabled();
  expect(screen.getByText(/blocks notifications/)).toBeInTheDocument();
});

it("says what is missing where the browser can't notify at all", () => {
  renderPage(<NotificationsPart />);
  expect(screen.getByText(/Your browser can’t show notifications at this/)).toBeInTheDocument();
});
