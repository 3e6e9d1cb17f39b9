import { serverWords } from "../../api/server-words.ts";
import { OfferCards } from "../../ui/offer-cards.tsx";
import { offeredAs } from "./provider-words.ts";
import type { Provider } from "./source-api.ts";
import classes from "./wizard.module.css";

interface ProviderCardsProps {
  providers: Provider[];
  onChoose: (provider: Provider) => void;
}

/** One card a provider, with how its webhooks are secured. */
export function ProviderCards({ providers, onChoose }: ProviderCardsProps) {
  return (
    <OfferCards offers={providers} onChoose={onChoose} className={classes.cards}>
      {(provider) => (
        <>
          <span className={classes.cardName}>{offeredAs(provider)}</span>
          <span className={classes.cardWords}>{serverWords(provider.guide.secured_by)}</span>
        </>
      )}
    </OfferCards>
  );
}
