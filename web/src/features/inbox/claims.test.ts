import { expect, it } from "vitest";
import { claimOf, claimsOnCopy, otherUser } from "./claims.ts";

const now = Date.parse("2026-03-10T12:20:00Z");
const by = (id: string, minute: number) => ({
  claimed_by: { id, name: "Ana" },
  claimed_at: `2026-03-10T12:${minute}:00Z`,
});
const NOBODY = { claimed_by: null, claimed_at: null };

it("tells one’s own claim from that of others", () => {
  expect(claimOf(by("u1", 19), "u1")).toMatchObject({ isOwn: true });
  expect(claimOf(by("u2", 19), "u1")).toMatchObject({ isOwn: false, name: "Ana" });
  expect(claimOf(NOBODY, "u1")).toBeUndefined();
});

it("takes somebody as using the code for ten minutes", () => {
  expect(otherUser(by("u2", 11), "u1", now)).toBe("Ana");
  expect(otherUser(by("u2", 10), "u1", now)).toBeUndefined();
  expect(otherUser(by("u1", 19), "u1", now)).toBeUndefined();
});

it("claims with a copy what nobody uses, and leaves a fresh claim alone", () => {
  expect(claimsOnCopy(NOBODY, "u1", now)).toBe(true);
  expect(claimsOnCopy(by("u2", 19), "u1", now)).toBe(false);
  expect(claimsOnCopy(by("u1", 19), "u1", now)).toBe(false);
  expect(claimsOnCopy(by("u2", 10), "u1", now)).toBe(true);
});
