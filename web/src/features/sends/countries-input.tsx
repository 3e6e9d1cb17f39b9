import { t } from "@lingui/core/macro";
import { TextInput } from "@mantine/core";
import { countriesIn, countryInWords, listInWords } from "./place-words.ts";

interface CountriesInputProps {
  label: string;
  /** What it means that none is named. */
  none: string;
  value: string;
  onChange: (text: string) => void;
  fault: string | undefined;
}

/** Countries by their two letters, read back by their names. */
export function CountriesInput({ label, none, value, onChange, fault }: CountriesInputProps) {
  const countries = countriesIn(value);
  const named = countries && listInWords(countries.map(countryInWords));
  return (
    <TextInput
      label={label}
      description={named || `${t`Two letters each, such as NZ, AU.`} ${none}`}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault}
    />
  );
}
