import { useCapability } from "../api/use-capability.ts";
import { NotificationsPart } from "../features/attention/notifications-part.tsx";
import { SoundPart } from "../features/attention/sound-part.tsx";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { PreferencesPage } from "../features/preferences/preferences-page.tsx";

/** Composes the preferences: the page's own, and how this device draws attention to messages. */
export function PreferencesRoute() {
  const { data: numbers } = useNumbers();
  const readsMessages = useCapability("messages:read");
  return (
    <PreferencesPage
      numbers={numbers}
      attention={(badge) =>
        readsMessages && (
          <>
            <SoundPart badge={badge} />
            <NotificationsPart badge={badge} />
          </>
        )
      }
    />
  );
}
