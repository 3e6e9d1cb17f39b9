import { useEffect, useState } from "react";

export type Permission = NotificationPermission | "missing";

function current(): Permission {
  // Over plain http there is no way to ask for it.
  return window.isSecureContext && "Notification" in window ? Notification.permission : "missing";
}

/** Whether the browser lets this page notify, followed while its settings change beside the page. */
export function usePermission() {
  const [permission, setPermission] = useState(current);
  useEffect(() => {
    const look = () => setPermission(current());
    let status: PermissionStatus | undefined;
    let gone = false;
    navigator.permissions?.query({ name: "notifications" }).then(
      (found) => {
        if (gone) return;
        status = found;
        status.addEventListener("change", look);
      },
      () => {},
    );
    addEventListener("focus", look);
    return () => {
      gone = true;
      status?.removeEventListener("change", look);
      removeEventListener("focus", look);
    };
  }, []);

  async function ask(): Promise<boolean> {
    await Notification.requestPermission();
    setPermission(current());
    return current() === "granted";
  }
  return { permission, ask };
}
