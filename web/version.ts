import { readFileSync } from "node:fs";

/** The version of the workspace that this page is built with. */
export function codebellVersion(): string {
  const manifest = readFileSync(`${import.meta.dirname}/../Cargo.toml`, "utf8");
  const version = /^version = "([^"]+)"$/m.exec(manifest)?.[1];
  if (!version) throw new Error("Cargo.toml names no version");
  return version;
}

/** What changed from version to version. */
export function codebellChangelog(): string {
  return readFileSync(`${import.meta.dirname}/../CHANGELOG.md`, "utf8");
}
