import { t } from "@lingui/core/macro";
import type { PhoneNumber } from "../../api/client.ts";

type Access = PhoneNumber["access"];

export function accessName(access: Access): string {
  switch (access) {
    case "new":
      return t({ message: "New", context: "number" });
    case "team":
      return t`Whole team`;
    case "restricted":
      return t({ message: "Restricted", context: "number" });
  }
}

export function accessInWords(access: Access): string {
  switch (access) {
    case "new":
      return t`Not opened to the team yet. Only owners and managers see this number.`;
    case "team":
      return t`Everybody on the team sees its messages.`;
    case "restricted":
      return t`Only owners and the people below see its messages.`;
  }
}
