import { expect, it } from "vitest";
import { daysInWords, hoursInWords, timeZones } from "./hour-words.ts";

it("puts days that follow one another together", () => {
  expect(daysInWords([1, 2, 3, 4, 5])).toBe("Mon–Fri");
  expect(daysInWords([7, 6])).toBe("Sat–Sun");
  expect(daysInWords([1, 3, 4, 7])).toBe("Mon, Wed–Thu, Sun");
  expect(daysInWords([1, 2, 3, 4, 5, 6, 7])).toBe("every day");
});

it("says hours that have no end as the whole day", () => {
  const hours = { days: [6], from: "00:00", until: "00:00", time_zone: "UTC" };
  expect(hoursInWords(hours)).toBe("Sat all day UTC");
  expect(hoursInWords({ ...hours, from: "22:00", until: "06:00" })).toBe("Sat 22:00–06:00 UTC");
});

it("offers the time zones of the world", () => {
  expect(timeZones()).toEqual(expect.arrayContaining(["Europe/Berlin", "UTC"]));
});
