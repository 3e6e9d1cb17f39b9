import { t } from "@lingui/core/macro";

export function resultInWords(result: string): string {
  switch (result) {
    case "accepted":
      return t({ message: "Accepted the last SMS", context: "gateway" });
    case "refused":
      return t({ message: "Didn’t accept the last SMS", context: "gateway" });
    default:
      return t({ message: "Gave no clear answer to the last SMS", context: "gateway" });
  }
}
