import { TextInput } from "@mantine/core";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { DialogForm, FormDialog } from "./dialog-form.tsx";
import { Unfold } from "./unfold.tsx";

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

function Retries() {
  const [fault, setFault] = useState<string>();
  return (
    <DialogForm
      act="Save"
      pending={false}
      faults={fault}
      onSubmit={() => setFault("A number is needed.")}
      onTouch={() => setFault(undefined)}
      onClose={() => {}}
    >
      <TextInput label="Name" />
      <Unfold words="When to try again">
        <TextInput label="Seconds" error={fault} />
      </Unfold>
    </DialogForm>
  );
}

it("brings the reader to the first fault each time it is sent with one, even where it is folded away", async () => {
  renderPage(<Retries />);
  await press("Save");
  expect(screen.getByLabelText("Seconds")).toHaveFocus();
  expect(screen.getByLabelText("Seconds")).toBeVisible();

  await userEvent.click(screen.getByLabelText("Name"));
  await press("Save");
  expect(screen.getByLabelText("Seconds")).toHaveFocus();

  await userEvent.type(screen.getByLabelText("Name"), "A");
  expect(screen.queryByText("A number is needed.")).toBeNull();
  expect(screen.getByLabelText("Name")).toHaveFocus();
});

it("is not sent again while it is on its way, says what was refused, and is left by its last button", async () => {
  const [onSubmit, onClose] = [vi.fn(), vi.fn()];
  renderPage(
    <FormDialog
      title="Add number"
      act="Add"
      pending
      failure={new TypeError("no network")}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextInput label="Number" />
    </FormDialog>,
  );
  expect(screen.getByRole("dialog", { name: "Add number" })).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("The server can’t be reached");
  await userEvent.type(screen.getByLabelText("Number"), "+12{Enter}");
  expect(onSubmit).not.toHaveBeenCalled();
  await press("Cancel");
  expect(onClose).toHaveBeenCalledOnce();
});
