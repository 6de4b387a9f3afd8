import { useState } from 'react';
import { type Gaps, type Side, waiveStage, type WaiverReason } from '../api/coverage-api.js';
import { useBilingual, useText, useTime } from '../i18n/i18n.js';
import { useAction } from '../use-loaded.js';
import { pathOf, type Route } from '../use-route.js';

const REASONS: readonly WaiverReason[] = [
  'camera_broken',
  'power_cut',
  'network_lost',
  'privacy_request',
  'too_large',
  'other',
];

interface GapListProps {
  gaps: Gaps;
  side: Side;
  mayWaive: boolean;
  go: (route: Route) => void;
  onWaived: () => void;
}

/** The parcels that left without evidence; a brand's people open their records, managers may say why. */
export function GapList({ gaps, side, mayWaive, go, onWaived }: GapListProps) {
  const t = useText().coverage;
  if (gaps.total === 0) return <p role="status">{t.nothingMissing}</p>;
  return (
    <section className="stack" aria-labelledby="gaps">
      <h2 id="gaps">{t.gaps(gaps.total)}</h2>
      {gaps.items.map((gap) => (
        <Gap key={gap.shipmentId} {...{ gap, side, mayWaive, go, onWaived }} />
      ))}
    </section>
  );
}

function Gap({
  gap,
  side,
  mayWaive,
  go,
  onWaived,
}: Omit<GapListProps, 'gaps'> & { gap: Gaps['items'][number] }) {
  const t = useText().coverage;
  const time = useTime();
  const inWords = useBilingual();
  const route: Route = { page: 'record', shipmentId: gap.shipmentId };
  const order = `${inWords(gap.brand)} ${gap.orderExternalId}`;
  const open = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    go(route);
  };
  return (
    <article className="card stack">
      <p>
        {side === 'brand' ? (
          <a href={pathOf(route)} onClick={open}>
            {order}
          </a>
        ) : (
          <strong>{order}</strong>
        )}{' '}
        <span className="hint">{t.left(time(gap.handedOverAt))}</span>
      </p>
      {gap.stages.map(({ stage, name }) => (
        <div key={stage} className="coverage-gap">
          <span>{t.lacks(inWords(name))}</span>
          {mayWaive && (
            <Waive
              {...{ side, stage, onWaived }}
              shipmentId={gap.shipmentId}
              label={`${order} ${inWords(name)}`}
            />
          )}
        </div>
      ))}
    </article>
  );
}

interface WaiveProps {
  side: Side;
  shipmentId: string;
  stage: string;
  label: string;
  onWaived: () => void;
}

function Waive({ side, shipmentId, stage, label, onWaived }: WaiveProps) {
  const t = useText().coverage;
  const [reason, setReason] = useState<WaiverReason | ''>('');
  const { busy, problem, run } = useAction();
  const waive = () => {
    if (reason !== '') run(() => waiveStage(side, shipmentId, stage, reason).then(onWaived));
  };
  return (
    <>
      <select
        aria-label={`${t.reason}: ${label}`}
        value={reason}
        onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? '')}
      >
        <option value="">{t.reason}</option>
        {REASONS.map((one) => (
          <option key={one} value={one}>
            {t.reasons[one]}
          </option>
        ))}
      </select>
      <button type="button" disabled={busy || reason === ''} onClick={waive}>
        {t.waive}
      </button>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
