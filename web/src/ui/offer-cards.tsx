import type { ReactNode } from "react";
import classes from "./offer-cards.module.css";

interface OfferCardsProps<Offer extends { id: string }> {
  label?: string;
  offers: Offer[];
  onChoose: (offer: Offer) => void;
  /** How wide a card is at least (`--card-width`), and how it is laid out. */
  className: string | undefined;
  children: (offer: Offer) => ReactNode;
}

/** A card for each of what there is to begin with; pressing one goes on with it. */
export function OfferCards<Offer extends { id: string }>(props: OfferCardsProps<Offer>) {
  const { label, offers, onChoose, className, children } = props;
  return (
    <ul className={`${classes.cards} ${className}`} aria-label={label}>
      {offers.map((offer) => (
        <li key={offer.id}>
          <button type="button" className={classes.card} onClick={() => onChoose(offer)}>
            {children(offer)}
          </button>
        </li>
      ))}
    </ul>
  );
}
