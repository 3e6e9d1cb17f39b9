import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ComponentProps, useState } from "react";
import { expect, it, vi } from "vitest";
import { PaletteDialog } from "./palette-dialog.tsx";

function open() {
  const [inbox, team, close] = [vi.fn(), vi.fn(), vi.fn()];
  render(
    <MantineProvider env="test">
      <QueriedDialog
        entries={[
          { id: "inbox", words: "Inbox", kind: "Page", keys: "g i", also: ["otp sms"], run: inbox },
          { id: "team", words: "Team", kind: "Page", also: ["people users"], run: team },
        ]}
        onClose={close}
      />
    </MantineProvider>,
  );
  return { inbox, team, close };
}

function QueriedDialog(props: Pick<ComponentProps<typeof PaletteDialog>, "entries" | "onClose">) {
  const [query, setQuery] = useState("");
  return <PaletteDialog {...props} query={query} onQuery={setQuery} />;
}

const field = () => screen.getByRole("combobox", { name: "Find anything" });

it("finds while one types, and runs the chosen entry with Enter", async () => {
  const { team, close } = open();
  await userEvent.type(field(), "users");
  expect(screen.getAllByRole("option")).toHaveLength(1);
  await userEvent.keyboard("{Enter}");
  expect(close).toHaveBeenCalledOnce();
  expect(team).toHaveBeenCalledOnce();
});

it("goes round with the arrows, and tells which option is chosen", async () => {
  const { team } = open();
  const [first, second] = screen.getAllByRole("option");
  expect(field()).toHaveAttribute("aria-activedescendant", first?.id);
  await userEvent.type(field(), "{ArrowUp}");
  expect(second).toHaveAttribute("aria-selected", "true");
  expect(field()).toHaveAttribute("aria-activedescendant", second?.id);
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(team).toHaveBeenCalledOnce();
});

it("says when nothing fits, and Enter does nothing then", async () => {
  const { inbox, team, close } = open();
  await userEvent.type(field(), "zebra{Enter}");
  expect(screen.getByText("Nothing matches these words.")).toBeInTheDocument();
  expect(field()).toHaveAttribute("aria-expanded", "false");
  for (const run of [inbox, team, close]) expect(run).not.toHaveBeenCalled();
});
