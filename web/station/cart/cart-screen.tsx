import { useEffect, useRef, useState } from 'react';
import { useBilingual, useText, useTime } from '../i18n/i18n.js';
import { ScanField } from '../scan/scan-field.js';
import { Said } from '../work/said.js';
import { Modal } from '../work/panels.js';
import { inHand, nextPlace, toKeep, type CartPlace } from './cart.orders.js';
import type { Trip } from './use-trip.js';

/** The cart: every order in its place, what of it is in hand, and which one comes next. Works by scanner alone. */
export function CartScreen({ trip, timeZone }: { trip: Trip; timeZone: string }) {
  const t = useText();
  const speak = useBilingual();
  const { cart, places } = trip;
  const stage = cart.tasks[0]?.task.stage.name;
  const next = nextPlace(places);
  return (
    <div className="cart">
      <header>
        {stage && <p className="stage">{speak(stage)}</p>}
        <h1>{t.cart.title(places.length)}</h1>
      </header>
      <section className="work" aria-label={t.cart.orders}>
        <ScanField hint={t.cart.hint} onScan={trip.scan} />
        <Said feedback={trip.said} />
        <ol className="places">
          {places.map((place) => (
            <Place
              key={place.taskId}
              place={place}
              trip={trip}
              timeZone={timeZone}
              isNext={place.taskId === next?.taskId}
            />
          ))}
        </ol>
      </section>
      <CartFoot trip={trip} next={next} />
    </div>
  );
}

interface PlaceProps {
  place: CartPlace;
  trip: Trip;
  timeZone: string;
  isNext: boolean;
}

function Place({ place, trip, timeZone, isNext }: PlaceProps) {
  const t = useText();
  const time = useTime(timeZone);
  const { slot, order, zone, status, held, halt, taskId } = place;
  return (
    <li className={`place place-${status}`} aria-current={isNext ? 'step' : undefined}>
      <span className="slot">
        <span className="unseen">{t.cart.place(slot)}</span>
        <span aria-hidden="true">{slot}</span>
      </span>
      <strong className="place-order">{order}</strong>
      {held && (
        <button
          type="button"
          className={isNext ? 'primary place-open' : 'place-open'}
          aria-label={t.cart.openLabel(slot, order)}
          disabled={trip.busy}
          onClick={() => trip.openPlace(place)}
        >
          {t.cart.open}
        </button>
      )}
      <p className="tags place-tags">
        <span className="tag place-status">{t.cart.status[status]}</span>
        {held && zone && <span className="tag">{t.cart.zone(zone)}</span>}
        {held && (
          <span className="tag">
            {t.task.due} {time(held.task.due)}
          </span>
        )}
      </p>
      {held && <Goods place={place} />}
      {halt && <Stopped place={place} onUnderstood={() => trip.understood(taskId)} />}
    </li>
  );
}

/** Where to reach for it, and how much of it is there already. */
function Goods({ place: { held } }: { place: CartPlace }) {
  const t = useText();
  const speak = useBilingual();
  return (
    <ul className="goods">
      {held?.task.lines.map(({ id, name, shelf, quantity, counted, short }) => (
        <li key={id}>
          <span className="shelf">
            {shelf && (
              <>
                <span className="unseen">{t.task.shelf}</span> {shelf}
              </>
            )}
          </span>
          <span className="goods-name">{speak(name)}</span>
          <span className="goods-count">{t.task.counted(counted, quantity - short)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Staff took one order off the cart: its items must not go on, the others may. */
function Stopped({ place, onUnderstood }: { place: CartPlace; onUnderstood: () => void }) {
  const t = useText();
  const speak = useBilingual();
  const { halt, slot, order } = place;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: Chromium answers a promise, which React would take for the effect's clean-up.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  if (!halt) return null;
  return (
    <div ref={box} className="place-stop">
      <p role="alert">
        <span className="unseen">{t.cart.stopped(slot, order)}</span>{' '}
        {t.stop.gone[halt.code] ?? speak(halt.text)}
      </p>
      <button type="button" className="danger" onClick={onUnderstood}>
        {t.stop.understood}
      </button>
    </div>
  );
}

function CartFoot({ trip, next }: { trip: Trip; next: CartPlace | undefined }) {
  const t = useText();
  const left = inHand(trip.places).length;
  return (
    <section className="done" aria-label={t.task.missing}>
      <div className="done-left" role="status">
        <strong className="done-count">{t.cart.left(toKeep(trip.places).length)}</strong>
      </div>
      {left > 0 && <HandBack trip={trip} left={left} />}
      {next && (
        <button
          type="button"
          className="primary huge"
          disabled={trip.busy}
          aria-busy={trip.busy}
          onClick={() => trip.openPlace(next)}
        >
          {t.cart.next(next.slot)}
        </button>
      )}
    </section>
  );
}

/** Asked once more: what is on the cart has to go back to its shelves, or to somebody. */
function HandBack({ trip, left }: { trip: Trip; left: number }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const giveBack = () => {
    setAsked(false);
    trip.handBack();
  };
  return (
    <>
      <button type="button" className="quiet" disabled={trip.busy} onClick={() => setAsked(true)}>
        {t.cart.release(left)}
      </button>
      {asked && (
        <Modal className="ask" labelledBy="hand-back-title" onCancel={() => setAsked(false)}>
          <h2 id="hand-back-title">{t.cart.releaseTitle(left)}</h2>
          <p>{t.cart.releaseConfirm}</p>
          <div className="choices">
            <button type="button" onClick={() => setAsked(false)}>
              {t.task.back}
            </button>
            <button type="button" className="danger" onClick={giveBack}>
              {t.cart.releaseNow}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
