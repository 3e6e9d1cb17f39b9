export interface Release {
  version: string;
  changes: string[];
}

/** The versions of a changelog with what changed in each; its head is left out. */
export function changesIn(changelog: string): Release[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [version = "", ...lines] = section.split("\n");
      const items = lines.join("\n").split(/^- /m).slice(1);
      return {
        version: version.trim(),
        changes: items.map((item) => item.replace(/\s+/g, " ").trim()),
      };
    });
}
