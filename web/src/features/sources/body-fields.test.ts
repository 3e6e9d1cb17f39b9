import { expect, it } from "vitest";
import { atPointer, bodyFaults, fromFields, toFields, USUAL_FIELDS } from "./body-fields.ts";

const own = {
  ...USUAL_FIELDS,
  from: "/sms/from",
  event_pointer: "/type",
  event_message: "sms.received",
  receipt_id: "/payload/messageId",
  receipt_status: "/event",
};

it("keeps pointers over the server", () => {
  expect(toFields(USUAL_FIELDS)).toMatchObject({ from: "/from", event: null });
  expect(toFields(own)).toMatchObject({ event: { pointer: "/type", message: "sms.received" } });
  expect(fromFields(toFields(own))).toEqual(own);
  expect(fromFields(null)).toEqual(USUAL_FIELDS);
});

it("refuses at the field what is no pointer", () => {
  expect(bodyFaults(own)).toEqual({});
  expect(bodyFaults({ ...own, to: "to" })).toHaveProperty("to");
  expect(bodyFaults({ ...own, event_message: "" })).toHaveProperty("event_message");
  expect(bodyFaults({ ...own, receipt_id: "id" })).toHaveProperty("receipt_id");
  expect(bodyFaults({ ...own, receipt_status: "" })).toHaveProperty("receipt_status");
});

it("follows pointers as the server does", () => {
  const body = { data: { to: [{ phone: "+1" }], "a/b": 1, "~": 2 } };
  expect(atPointer(body, "/data/to/0/phone")).toBe("+1");
  expect(atPointer(body, "/data/a~1b")).toBe(1);
  expect(atPointer(body, "/data/~0")).toBe(2);
  expect(atPointer(body, "/data/toString")).toBeUndefined();
  expect(atPointer(body, "data")).toBeUndefined();
});
