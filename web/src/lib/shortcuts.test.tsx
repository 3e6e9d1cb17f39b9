import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { type Shortcut, useActiveShortcuts, useShortcuts } from "./shortcuts.ts";

function Offers({ shortcuts }: { shortcuts: Shortcut[] }) {
  useShortcuts(shortcuts);
  return null;
}

function offered(keys: string, run = vi.fn(), group: Shortcut["group"] = "inbox") {
  return { keys, words: `What ${keys} does`, group, run };
}

it("runs what was offered last for a key, as it is now", async () => {
  const first = offered("j");
  const second = offered("j");
  const { rerender } = render(<Offers shortcuts={[first]} />);
  rerender(<Offers shortcuts={[second]} />);
  await userEvent.keyboard("j");
  expect(first.run).not.toHaveBeenCalled();
  expect(second.run).toHaveBeenCalledOnce();
});

it("lets the component that was mounted last have a key, and gives it back", async () => {
  const below = offered("x");
  const above = offered("x");
  const { rerender } = render(
    <>
      <Offers shortcuts={[below]} />
      <Offers shortcuts={[above]} />
    </>,
  );
  await userEvent.keyboard("x");
  expect(above.run).toHaveBeenCalledOnce();
  expect(below.run).not.toHaveBeenCalled();
  rerender(<Offers shortcuts={[below]} />);
  await userEvent.keyboard("x");
  expect(below.run).toHaveBeenCalledOnce();
});

it("takes a sequence before a key of its own, and only once", async () => {
  const [inbox, numbers, single] = [offered("g i"), offered("g n"), offered("n")];
  render(<Offers shortcuts={[single, inbox, numbers]} />);
  await userEvent.keyboard("gn");
  expect(numbers.run).toHaveBeenCalledOnce();
  expect(single.run).not.toHaveBeenCalled();
  await userEvent.keyboard("gin");
  expect(inbox.run).toHaveBeenCalledOnce();
  expect(numbers.run).toHaveBeenCalledOnce();
  expect(single.run).toHaveBeenCalledOnce();
});

it("knows a question mark by its key, with the shift that it needs", async () => {
  const sheet = offered("Shift+?");
  render(<Offers shortcuts={[sheet]} />);
  await userEvent.keyboard("{Shift>}?{/Shift}");
  expect(sheet.run).toHaveBeenCalledOnce();
});

it("leaves alone a key with a modifier that it did not ask for", async () => {
  const copy = offered("c");
  render(<Offers shortcuts={[copy]} />);
  await userEvent.keyboard("{Control>}c{/Control}{Meta>}c{/Meta}{Alt>}c{/Alt}");
  expect(copy.run).not.toHaveBeenCalled();
});

it.each([
  ["a field", <input key="f" data-testid="here" />],
  ["a text area", <textarea key="t" data-testid="here" />],
  [
    "an editable text",
    <div key="e" contentEditable suppressContentEditableWarning data-testid="here" />,
  ],
])("is quiet while one types in %s, but for the palette's key", async (_, field) => {
  const [plain, palette] = [offered("j"), offered("$mod+k")];
  const { getByTestId } = render(
    <>
      <Offers shortcuts={[plain, palette]} />
      {field}
    </>,
  );
  getByTestId("here").setAttribute("tabindex", "0");
  getByTestId("here").focus();
  await userEvent.keyboard("j{Control>}k{/Control}");
  expect(plain.run).not.toHaveBeenCalled();
  expect(palette.run).toHaveBeenCalledOnce();
});

it("is quiet behind an open dialog", async () => {
  const plain = offered("j");
  render(
    <>
      <Offers shortcuts={[plain]} />
      <dialog open>Sure?</dialog>
    </>,
  );
  await userEvent.keyboard("j");
  expect(plain.run).not.toHaveBeenCalled();
});

it("repeats a held key only where that is meant", async () => {
  const [next, claim] = [{ ...offered("j"), repeats: true }, offered("c")];
  render(<Offers shortcuts={[next, claim]} />);
  await userEvent.keyboard("{j>3/}{c>3/}");
  expect(next.run).toHaveBeenCalledTimes(3);
  expect(claim.run).toHaveBeenCalledOnce();
});

it("lists what can be pressed now, and runs it from there", () => {
  let listed: Shortcut[] = [];
  function Sheet() {
    listed = useActiveShortcuts();
    return null;
  }
  const go = offered("g i", vi.fn(), "go");
  const page = (shortcuts: Shortcut[]) => (
    <>
      <Offers shortcuts={shortcuts} />
      <Sheet />
    </>
  );
  const { rerender } = render(page([offered("j"), go]));
  expect(listed.map(({ keys }) => keys)).toEqual(["j", "g i"]);
  listed[1]?.run();
  expect(go.run).toHaveBeenCalledOnce();
  rerender(page([{ ...go, words: "Go home" }]));
  expect(listed.map(({ words }) => words)).toEqual(["Go home"]);
});

it("goes by the place of a key where the keyboard writes another script", () => {
  const copy = offered("c");
  const help = offered("Shift+?");
  render(<Offers shortcuts={[copy, help]} />);
  const press = (init: KeyboardEventInit) => dispatchEvent(new KeyboardEvent("keydown", init));
  press({ key: "ؤ", code: "KeyC" });
  expect(copy.run).toHaveBeenCalledOnce();
  press({ key: "؟", code: "Slash", shiftKey: true });
  expect(help.run).toHaveBeenCalledOnce();
  // On a Dvorak keyboard this is the place of our "i".
  press({ key: "c", code: "KeyI" });
  expect(copy.run).toHaveBeenCalledTimes(2);
  press({ key: "j", code: "KeyC" });
  expect(copy.run).toHaveBeenCalledTimes(2);
});
