import { t } from "@lingui/core/macro";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { describeFailure } from "../api/problem.ts";
import { $api } from "../api/queries.ts";
import { session } from "../api/session.ts";
import { useCapability } from "../api/use-capability.ts";
import { deviceSettings, useDeviceSettings } from "../features/attention/device-settings.ts";
import { filtersOfView } from "../features/inbox/inbox-search.ts";
import { useViews } from "../features/inbox/use-views.ts";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { PaletteDialog } from "../features/palette/palette-dialog.tsx";
import type { Entry } from "../features/palette/ranking.ts";
import { chooseLanguage, type Language, languages } from "../i18n/languages.ts";
import { phoneInWords } from "../lib/phone-words.ts";
import { fromInWords } from "../lib/sender-words.ts";
import { useActiveShortcuts } from "../lib/shortcuts.ts";
import { ageInWords } from "../lib/time-words.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import type { PageLink } from "./page-links.ts";
import { languageNames, soundNames, synonymsOf, themeNames } from "./palette-synonyms.ts";

/** So many letters say something, and so long nobody has typed another. */
const LEAST_LETTERS = 2;
const SETTLED_MS = 200;
const MESSAGES_SHOWN = 5;

/** Gathers what the palette finds: pages, numbers, what the open page can do, and one's settings. */
export function Palette({ pages, onClose }: { pages: PageLink[]; onClose: () => void }) {
  const entries = [
    ...usePageEntries(pages),
    ...useActionEntries(),
    ...useViewEntries(),
    ...useSettingEntries(),
    ...useNumberEntries(),
  ];
  const [query, setQuery] = useState("");
  const messages = useMessageEntries(query);
  return (
    <PaletteDialog
      entries={entries}
      query={query}
      onQuery={setQuery}
      further={messages}
      onClose={onClose}
    />
  );
}

/** The latest messages with these words, and the way to all of them. */
function useMessageEntries(query: string): Entry[] {
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(query.trim(), SETTLED_MS);
  const readsMessages = useCapability("messages:read");
  const isAsked = readsMessages && settled.length >= LEAST_LETTERS;
  const { data } = $api.useQuery(
    "get",
    "/messages",
    { params: { query: { q: settled, limit: MESSAGES_SHOWN } } },
    { enabled: isAsked },
  );
  if (!isAsked || !data || data.data.length === 0) return [];
  const kind = t`Message`;
  const now = Date.now();
  const found = data.data.map((message): Entry => {
    const from = fromInWords(message);
    return {
      id: `message-${message.id}`,
      words: [from, message.code ?? message.body, ageInWords(message.received_at, now)].join(" · "),
      kind,
      run: () => navigate({ to: "/", search: { message: message.id } }),
    };
  });
  const all: Entry = {
    id: "all-messages",
    words: t`All messages with “${settled}”`,
    kind,
    run: () => navigate({ to: "/", search: { q: settled } }),
  };
  return [...found, all];
}

function usePageEntries(pages: PageLink[]): Entry[] {
  const navigate = useNavigate();
  const kind = t`Page`;
  return pages.map(({ to, words, keys }) => ({
    id: `page${to}`,
    words,
    kind,
    keys,
    also: synonymsOf(to),
    run: () => navigate({ to }),
  }));
}

/** Whatever has a key on the open page can be chosen here as well. */
function useActionEntries(): Entry[] {
  const kind = t`Action`;
  return useActiveShortcuts()
    .filter(({ group, keys }) => group !== "go" && keys !== "$mod+k")
    .map(({ keys, words, run }) => ({
      id: `key-${keys.replace(/[^\w?/]/g, "_")}`,
      words,
      kind,
      keys,
      run,
    }));
}

function useSettingEntries(): Entry[] {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { sound } = useDeviceSettings();
  const readsMessages = useCapability("messages:read");
  const announce = useAnnounce();
  const kind = t`Setting`;

  const scheme = (id: "light" | "dark" | "auto", words: string): Entry => ({
    id: `theme-${id}`,
    words,
    kind,
    also: themeNames(id),
    run: () => setColorScheme(id),
  });
  const speak = (language: Language | undefined, name: string): Entry => ({
    id: `language-${language ?? "auto"}`,
    words: t`Language: ${name}`,
    kind,
    also: languageNames(language),
    sought: true,
    run: () => {
      if (chooseLanguage(language)) location.reload();
    },
  });
  return [
    scheme("light", t`Light appearance`),
    scheme("dark", t`Dark appearance`),
    scheme("auto", t`System appearance`),
    ...(readsMessages
      ? [
          {
            id: "sound",
            words: sound ? t`Turn sound off` : t`Turn sound on`,
            kind,
            also: soundNames(),
            run: () => {
              deviceSettings.change({ sound: !sound });
              announce(sound ? t`Sound is off` : t`Sound is on`);
            },
          },
        ]
      : []),
    speak(undefined, t`Automatic`),
    ...languages().map(([language, name]) => speak(language, name)),
    {
      id: "sign-out",
      words: t`Sign out`,
      kind: t`Action`,
      also: ["log out logout leave sign off", t`log out leave end the session`],
      run: () => {
        session.signOut().catch((failure) => announce(describeFailure(failure)));
      },
    },
  ];
}

/** The searches of the inbox that one has given a name. */
function useViewEntries(): Entry[] {
  const { data: views } = useViews();
  const readsMessages = useCapability("messages:read");
  const navigate = useNavigate();
  const kind = t`Saved view`;
  if (!readsMessages) return [];
  return (views ?? []).map(({ id, name, query }) => ({
    id: `view-${id}`,
    words: name,
    kind,
    also: ["saved view filter search"],
    run: () => navigate({ to: "/", search: filtersOfView(query) }),
  }));
}

function useNumberEntries(): Entry[] {
  const { data: numbers } = useNumbers();
  const navigate = useNavigate();
  const kind = t`Number`;
  return (numbers ?? []).map(({ id, label, phone_number }) => {
    const phone = phoneInWords(phone_number);
    return {
      id: `number-${id}`,
      words: label ? `${label} · ${phone}` : phone,
      kind,
      also: [phone_number],
      sought: true,
      run: () => navigate({ to: "/", search: { number: id } }),
    };
  });
}
