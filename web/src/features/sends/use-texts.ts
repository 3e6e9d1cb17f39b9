import { keepPreviousData, useMutation } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import type { SendText, TextToPreview, TextToSet } from "./send-api.ts";

const NONE: SendText[] = [];
const A_WHILE_MS = 60_000;

export function useTexts() {
  return $api.useQuery("get", "/otp/texts", {}, { staleTime: A_WHILE_MS });
}

/** The languages that there is a text in, as BCP 47 writes them. */
export function useLanguages(): string[] {
  const texts = useTexts().data?.data ?? NONE;
  return texts.flatMap(({ purpose, source_id, language }) =>
    purpose === "code" && source_id === null ? [language] : [],
  );
}

/** The old text stays until the new one is there: it is read while one types. */
export function usePreview(what: TextToPreview) {
  const body = { ttl_seconds: null, ...what };
  return $api.useQuery(
    "post",
    "/otp/texts/preview",
    { body },
    { placeholderData: keepPreviousData, retry: false },
  );
}

export function useSetText() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (body: TextToSet) => dataOf(client.PUT("/otp/texts", { body })),
    onSuccess: () => refetch("/otp/texts"),
  });
}

export function useRemoveText() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: ({ purpose, language, source_id }: SendText) =>
      dataOf<unknown>(
        client.DELETE("/otp/texts", {
          params: { query: { purpose, language, ...(source_id && { source_id }) } },
        }),
      ),
    onSuccess: () => refetch("/otp/texts"),
  });
}
