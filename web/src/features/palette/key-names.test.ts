import { expect, it } from "vitest";
import { pressesOf } from "./key-names.ts";

it.each([
  ["j", "Linux x86_64", [["J"]]],
  ["g i", "Linux x86_64", [["G"], ["I"]]],
  ["$mod+k", "Win32", [["Ctrl", "K"]]],
  ["$mod+k", "MacIntel", [["⌘", "K"]]],
  ["Shift+?", "Win32", [["?"]]],
  ["Shift+c", "Win32", [["Shift", "C"]]],
  ["ArrowDown", "Win32", [["↓"]]],
  ["Escape", "Win32", [["Esc"]]],
  ["/", "Win32", [["/"]]],
])("names the keys of %s on %s", (keys, platform, presses) => {
  expect(pressesOf(keys, platform)).toEqual(presses);
});
