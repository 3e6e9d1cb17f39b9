import { t } from "@lingui/core/macro";
import { Checkbox, NativeSelect, TextInput, type TextInputProps } from "@mantine/core";
import type { SchemeFaults } from "./scheme-faults.ts";
import type { LayoutKind, SchemeFields } from "./scheme-fields.ts";
import classes from "./sources.module.css";

interface LayoutFieldsProps {
  value: SchemeFields;
  onChange: (change: Partial<SchemeFields>) => void;
  faults: SchemeFaults;
  text: (field: keyof SchemeFields & keyof SchemeFaults) => TextInputProps;
}

/** How the signature's header is laid out, by examples. */
export function LayoutFields({ value, onChange, faults, text }: LayoutFieldsProps) {
  const signature = t`signature`;
  const timestamp = t`timestamp`;
  const { prefix, timestamp_key, signature_key, version, version_separator } = value;
  const keyValue = `${timestamp_key ? `${timestamp_key}=<${timestamp}>,` : ""}${signature_key}=<${signature}>`;
  const layouts: { value: LayoutKind; label: string }[] = [
    { value: "plain", label: `<${signature}>` },
    { value: "prefix", label: `${prefix || "sha256="}<${signature}>` },
    { value: "key_value", label: keyValue },
    { value: "list", label: `${version}${version_separator}<${signature}> …` },
    { value: "dotted", label: `<${timestamp}>.<${signature}>` },
  ];
  return (
    <>
      <NativeSelect
        label={t`What the header looks like`}
        value={value.layout}
        error={faults.layout}
        onChange={(event) => onChange({ layout: event.currentTarget.value as LayoutKind })}
        data={layouts}
      />
      {value.layout === "prefix" && (
        <div className={classes.two}>
          <TextInput label={t`Before the signature`} {...text("prefix")} />
          <Checkbox
            label={t`Optional in the header`}
            checked={value.prefix_is_optional}
            onChange={(event) => onChange({ prefix_is_optional: event.currentTarget.checked })}
            classNames={{ body: classes.check }}
          />
        </div>
      )}
      {value.layout === "key_value" && (
        <div className={classes.two}>
          <TextInput label={t`Name of the signature`} {...text("signature_key")} />
          <TextInput
            label={t`Name of the timestamp`}
            description={t`Leave empty if this header has none.`}
            {...text("timestamp_key")}
          />
        </div>
      )}
      {value.layout === "list" && (
        <div className={classes.two}>
          <TextInput label={t`Version`} {...text("version")} />
          <TextInput label={t`Between version and signature`} {...text("version_separator")} />
          <TextInput label={t`Between signatures`} {...text("separator")} />
        </div>
      )}
    </>
  );
}
