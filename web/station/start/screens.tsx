import { useEffect, useState } from 'react';
import { CartOffer } from '../cart/cart-offer.js';
import { useText, useTime } from '../i18n/i18n.js';
import { commandOf } from '../scan/commands.js';
import { ScanField } from '../scan/scan-field.js';
import { MyViews } from './my-views.js';
import type { StationFlow } from './use-station.js';

export function LoadingScreen({ problem, retry }: { problem: string | null; retry: () => void }) {
  const t = useText();
  if (!problem)
    return (
      <p className="centre" aria-busy="true" role="status">
        {t.loading} …
      </p>
    );
  return (
    <section className="centre card">
      <p role="alert">{problem}</p>
      <button type="button" className="primary" onClick={retry}>
        {t.error.retry}
      </button>
    </section>
  );
}

export function EnrolScreen({ station }: { station: StationFlow }) {
  const t = useText();
  const [code, setCode] = useState('');
  return (
    <section className="centre card">
      <h1>{t.enrol.title}</h1>
      <p>{t.enrol.body}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          station.enrol(code.normalize('NFKC').trim());
        }}
      >
        <label htmlFor="enrol-code">{t.enrol.code}</label>
        <input
          id="enrol-code"
          value={code}
          autoFocus
          autoComplete="one-time-code"
          onChange={(event) => setCode(event.target.value)}
        />
        <Refusal text={station.problem} />
        <button type="submit" className="primary" disabled={station.busy || code.trim() === ''}>
          {t.enrol.submit}
        </button>
      </form>
    </section>
  );
}

export function BadgeScreen({ station }: { station: StationFlow }) {
  const t = useText();
  return (
    <section className="centre card">
      <h1>{t.badge.title}</h1>
      <p>{t.badge.body}</p>
      <ScanField hint={t.badge.hint} onScan={station.signIn} />
      <Refusal text={station.problem} />
    </section>
  );
}

export function IdleScreen({ station }: { station: StationFlow }) {
  const t = useText();
  const time = useTime(station.state?.warehouse.timeZone ?? 'Asia/Tokyo');
  const [firstCart] = station.offers;
  const [noCart, setNoCart] = useState(false);
  const scanned = (code: string) => {
    const command = commandOf(code);
    setNoCart(command === 'cart' && !firstCart);
    if (command === 'cart') return firstCart && station.takeCart(firstCart, firstCart.orders);
    return command === 'next' ? station.claim() : station.claim(code);
  };
  const claimNext = () => {
    setNoCart(false);
    station.claim();
  };
  const next = station.nothing?.nextReleaseAt;
  const unanswered = useLong(station.busy);
  const refused = station.notBefore ? t.idle.notBefore(time(station.notBefore)) : station.problem;
  return (
    <section className="centre card">
      <Completed done={station.done} />
      <h1>{t.idle.title}</h1>
      <button type="button" className="primary huge" disabled={station.busy} onClick={claimNext}>
        {t.idle.next}
      </button>
      {station.offers.map((offer) => (
        <CartOffer key={offer.stage} offer={offer} busy={station.busy} onTake={station.takeCart} />
      ))}
      <ScanField hint={t.idle.hint} onScan={scanned} />
      {station.nothing && (
        <p role="status">
          {t.idle.empty} {next && t.idle.emptyUntil(time(next))}
        </p>
      )}
      <p role="status" className={unanswered ? 'warn' : undefined}>
        {unanswered && t.idle.noAnswer}
      </p>
      <Refusal text={noCart ? t.idle.noCart : refused} />
      <MyViews key={station.state?.packer?.pseudonym} />
      <button type="button" className="quiet" onClick={station.signOut}>
        {t.idle.signOut}
      </button>
    </section>
  );
}

function Completed({ done }: Pick<StationFlow, 'done'>) {
  const t = useText();
  if (!done) return null;
  return (
    <p className="ok" role="status">
      ✓ {typeof done === 'string' ? t.result.completed(done) : t.cart.finished(done.completed, done.of)}
    </p>
  );
}

// An answer takes a fraction of this.
const LONG_MS = 3000;

/** Whether something has been going on for so long that whoever waits should be told. */
function useLong(busy: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [busy]);
  return long;
}

function Refusal({ text }: { text: string | null }) {
  return text ? (
    <p className="refusal" role="alert">
      {text}
    </p>
  ) : null;
}
