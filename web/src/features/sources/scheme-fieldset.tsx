import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { serverWords } from "../../api/server-words.ts";
import { Unfold } from "../../ui/unfold.tsx";
import { LayoutFields } from "./layout-fields.tsx";
import type { SchemeFaults } from "./scheme-faults.ts";
import {
  fromScheme,
  needsTimestampHeader,
  type SchemeFields,
  signs,
  toScheme,
} from "./scheme-fields.ts";
import { presetOf } from "./scheme-presets.ts";
import classes from "./sources.module.css";
import { usePresets } from "./use-sources.ts";

interface SchemeFieldsetProps {
  value: SchemeFields;
  onChange: (value: SchemeFields) => void;
  faults: SchemeFaults;
}

const OWN = "own";

/** How a source's webhooks are signed; only the fields that mean something are there. */
export function SchemeFieldset({ value, onChange, faults }: SchemeFieldsetProps) {
  const set = (change: Partial<SchemeFields>) => onChange({ ...value, ...change });
  const text = (field: keyof SchemeFields & keyof SchemeFaults) => ({
    value: String(value[field]),
    error: faults[field],
    autoComplete: "off",
    spellCheck: false,
    classNames: { input: classes.mono },
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      set({ [field]: event.currentTarget.value }),
  });
  const presets = usePresets();
  const choices = presets.map(({ id, label }) => ({ value: id, label: serverWords(label) }));
  const isToken = value.algorithm === "token";
  const placeholders = "{body} {timestamp} {id} {nonce} {url}";

  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        <Trans>How it signs</Trans>
      </legend>
      <NativeSelect
        label={t`Start from`}
        description={t`Pick a common scheme; you can change every part below.`}
        value={presetOf(value, presets)?.id ?? OWN}
        onChange={(event) => {
          const chosen = presets.find(({ id }) => id === event.currentTarget.value);
          if (chosen) onChange(fromScheme(chosen.scheme));
        }}
        data={[...choices, { value: OWN, label: t`Its own way, as below` }]}
      />
      <TextInput label={t`Header with the signature`} {...text("header")} />
      <LayoutFields value={value} onChange={set} faults={faults} text={text} />
      {!isToken && (
        <TextInput
          label={t`What is signed`}
          description={t`Text with ${placeholders} in it.`}
          {...text("template")}
        />
      )}
      <div className={classes.two}>
        {needsTimestampHeader(value) && (
          <TextInput label={t`Header with the timestamp`} {...text("timestamp_header")} />
        )}
        {signs(value, "timestamp") && (
          <NativeSelect
            label={t`The timestamp counts`}
            value={value.timestamp_unit}
            onChange={(event) =>
              set({ timestamp_unit: event.currentTarget.value as SchemeFields["timestamp_unit"] })
            }
            data={[
              { value: "seconds", label: t`Seconds` },
              { value: "milliseconds", label: t`Milliseconds` },
            ]}
          />
        )}
        {signs(value, "id") && <TextInput label={t`Header with the id`} {...text("id_header")} />}
        {signs(value, "nonce") && (
          <TextInput label={t`Header with the nonce`} {...text("nonce_header")} />
        )}
        <NativeSelect
          label={t`Algorithm`}
          value={value.algorithm}
          onChange={(event) =>
            set({ algorithm: event.currentTarget.value as SchemeFields["algorithm"] })
          }
          data={[
            { value: "sha256", label: "SHA-256" },
            { value: "sha512", label: "SHA-512" },
            { value: "sha1", label: "SHA-1" },
            { value: "token", label: t`None: the header holds the secret itself` },
          ]}
        />
        {!isToken && (
          <>
            <NativeSelect
              label={t`The signature is written in`}
              value={value.encoding}
              onChange={(event) =>
                set({ encoding: event.currentTarget.value as SchemeFields["encoding"] })
              }
              data={[
                { value: "hex", label: t`Hex, lower case` },
                { value: "base64", label: t`Base64, padded` },
              ]}
            />
            <NativeSelect
              label={t`The secret is`}
              value={value.secret_encoding}
              error={faults.secret_encoding}
              onChange={(event) =>
                set({
                  secret_encoding: event.currentTarget.value as SchemeFields["secret_encoding"],
                })
              }
              data={[
                { value: "text", label: t`Text, used as it is` },
                { value: "base64", label: t`A key in Base64` },
                { value: "hex", label: t`A key in hex` },
              ]}
            />
          </>
        )}
        <TextInput
          label={t`The secret begins with`}
          description={t`Only if that is no part of the key, such as whsec_.`}
          {...text("secret_prefix")}
        />
      </div>
      <Unfold words={t`The same as JSON`}>
        <pre className={classes.json}>{JSON.stringify(toScheme(value), null, 2)}</pre>
      </Unfold>
    </fieldset>
  );
}
