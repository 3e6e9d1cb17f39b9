import { client, dataOf } from "../../api/client.ts";
import { saveFile } from "../../lib/save-file.ts";

/** Saves messages as a file of comma-separated values; the audit log names each of them. */
export async function exportMessages(ids: string[]) {
  const file = await dataOf<Blob>(
    client.POST("/messages/export", { body: { ids }, parseAs: "blob" }),
  );
  saveFile("codebell-messages.csv", file);
}
