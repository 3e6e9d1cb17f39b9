import { providerName, securedBy } from "./provider-words.ts";
import type { Provider } from "./source-api.ts";
import classes from "./wizard.module.css";

interface ProviderCardsProps {
  providers: Provider[];
  onChoose: (provider: Provider) => void;
}

/** One card a provider, with how its webhooks are secured. */
export function ProviderCards({ providers, onChoose }: ProviderCardsProps) {
  return (
    <ul className={classes.cards}>
      {providers.map((provider) => (
        <li key={provider.id}>
          <button type="button" className={classes.card} onClick={() => onChoose(provider)}>
            <span className={classes.cardName}>{providerName(provider)}</span>
            <span className={classes.cardWords}>{securedBy(provider)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
