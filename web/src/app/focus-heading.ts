import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Puts the focus on the heading of the page, unless the page or a dialog has put it somewhere. */
export function focusHeading() {
  const main = document.getElementById("main");
  if (!main || main.contains(document.activeElement)) return;
  if (document.querySelector("dialog[open]")) return;
  const heading = main.querySelector<HTMLElement>("h1, h2");
  heading?.setAttribute("tabindex", "-1");
  (heading ?? main).focus({ preventScroll: true });
}

/** A new page is read out, and the keyboard goes on from there; the first one is the browser's. */
export function useFocusOnNewPage() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) focusHeading();
      }),
    [router],
  );
}
