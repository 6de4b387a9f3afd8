import { useState } from 'react';
import type { CartOffer as Offer } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';

interface Props {
  offer: Offer;
  busy: boolean;
  onTake: (offer: Offer, size: number) => void;
}

/** Several orders for one trip, as many as the packer wants and the cart has places. */
export function CartOffer({ offer, busy, onTake }: Props) {
  const t = useText();
  const speak = useBilingual();
  const [chosen, setChosen] = useState(offer.orders);
  const size = Math.min(chosen, offer.orders);
  return (
    <div className="cart-offer" role="group" aria-label={t.cart.upTo(speak(offer.name), offer.orders)}>
      <button type="button" className="huge" disabled={busy} onClick={() => onTake(offer, size)}>
        {t.cart.take}
        <span className="cart-offer-stage">{t.cart.upTo(speak(offer.name), offer.orders)}</span>
      </button>
      {offer.orders > 1 && (
        <div className="stepper" role="group" aria-label={t.cart.sizeLabel}>
          <button
            type="button"
            aria-label={t.cart.fewer}
            disabled={size <= 1}
            onClick={() => setChosen(size - 1)}
          >
            −
          </button>
          <output>{t.cart.size(size)}</output>
          <button
            type="button"
            aria-label={t.cart.more}
            disabled={size >= offer.orders}
            onClick={() => setChosen(size + 1)}
          >
            +
          </button>
        </div>
      )}
    </div>
  );
}
