import { t } from "@lingui/core/macro";
import { type MantineColorScheme, Radio, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { Part } from "../../ui/page.tsx";
import classes from "./preferences.module.css";

const SCHEMES = ["light", "dark", "auto"] as const;

function schemeInWords(scheme: MantineColorScheme): string {
  const words: Record<MantineColorScheme, string> = {
    light: t({ message: "Light", context: "appearance" }),
    dark: t({ message: "Dark", context: "appearance" }),
    auto: t({ message: "As the system", context: "appearance" }),
  };
  return words[scheme];
}

export function AppearancePart({ badge }: { badge: ReactNode }) {
  // Mantine would write a <style> element to still the transitions; the policy forbids that.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Part title={t`Appearance`} actions={badge}>
      <Radio.Group
        aria-label={t`Appearance`}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
      >
        <div className={classes.choices}>
          {SCHEMES.map((scheme) => (
            <Radio
              key={scheme}
              value={scheme}
              label={schemeInWords(scheme)}
              className={classes.choice}
            />
          ))}
        </div>
      </Radio.Group>
    </Part>
  );
}
