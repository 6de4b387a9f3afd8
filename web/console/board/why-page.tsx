import { useCallback } from 'react';
import { fetchPosition, type TaskPosition } from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { Loading } from '../loading.js';
import { useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { InAppLink } from './in-app-link.js';
import { useWarehouseTime } from './zone.js';

/** "Why is this order here?", answered in sentences. */
export function WhyPage({ taskId, go }: { taskId: string; go: (route: Route) => void }) {
  const t = useText().board;
  const { value, problem, reload } = useLoaded(useCallback(() => fetchPosition(taskId), [taskId]));
  if (!value) return <Loading problem={problem} retry={reload} />;
  const { carrier, pickupAt } = value;
  const back: Route = carrier ? { page: 'truck', carrier, pickupAt: pickupAt ?? '' } : { page: 'board' };
  return (
    <section className="board wide stack">
      <InAppLink to={back} go={go}>
        ← {t.why.pickup}
      </InAppLink>
      <h1>{t.why.title(value.orderExternalId)}</h1>
      <Reasons position={value} />
      <Times position={value} />
      <Overtaken position={value} />
      <Changes position={value} />
    </section>
  );
}

function Reasons({ position }: { position: TaskPosition }) {
  const t = useText().board.why;
  const inWords = useBilingual();
  const { ahead, state } = position;
  return (
    <dl className="facts reasons">
      <div>
        <dt>{t.decided}</dt>
        <dd>{inWords(position.decidedBy.text)}</dd>
      </div>
      <div>
        <dt>{t.rank}</dt>
        <dd>{inWords(position.rank.text)}</dd>
      </div>
      <div>
        <dt>{t.ahead}</dt>
        <dd>
          {state === 'ready'
            ? t.aheadText(ahead.tasks, Math.round(ahead.workMinutes), ahead.inWork)
            : t.notInLine}
        </dd>
      </div>
    </dl>
  );
}

function Times({ position }: { position: TaskPosition }) {
  const t = useText().board.why;
  const time = useWarehouseTime();
  const inWords = useBilingual();
  const { expectedStart, guaranteedLatestStart, state } = position;
  const waits = state === 'ready';
  return (
    <dl className="facts">
      {waits && (
        <div>
          <dt>{t.expected}</dt>
          <dd>{expectedStart ? time(expectedStart) : t.notKnown}</dd>
        </div>
      )}
      {waits && guaranteedLatestStart && (
        <div>
          <dt>{t.latest}</dt>
          <dd>
            {time(guaranteedLatestStart)}
            <small>{inWords(position.guarantee.text)}</small>
            {position.guaranteeRemark && <small>{inWords(position.guaranteeRemark.text)}</small>}
          </dd>
        </div>
      )}
      <div>
        <dt>{t.due}</dt>
        <dd>{time(position.due)}</dd>
      </div>
      <div>
        <dt>{t.shipBy}</dt>
        <dd>{time(position.shipBy)}</dd>
      </div>
      {position.pickupAt && (
        <div>
          <dt>{t.pickup}</dt>
          <dd>{time(position.pickupAt)}</dd>
        </div>
      )}
    </dl>
  );
}

function Overtaken({ position }: { position: TaskPosition }) {
  const t = useText().board.why;
  const time = useWarehouseTime();
  const inWords = useBilingual();
  const { total, orders } = position.overtakenBy;
  return (
    <section className="card" aria-labelledby="overtaken">
      <h2 id="overtaken">{t.overtaken(total)}</h2>
      {total === 0 && <p>{t.notOvertaken}</p>}
      <ul className="stack">
        {orders.map((order) => (
          <li key={order.taskId}>
            {t.overtakenBy(order.orderExternalId ?? t.otherBrand, order.rank ?? '–', time(order.startedAt))}
            <small>{inWords(order.why.text)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ position }: { position: TaskPosition }) {
  const t = useText().board.why;
  const time = useWarehouseTime();
  const inWords = useBilingual();
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">{t.changes}</h2>
      {position.changes.length === 0 && <p>{t.noChanges}</p>}
      <ol className="stack">
        {position.changes.map((change) => (
          <li key={`${change.at} ${change.cause}`}>
            {time(change.at)} — {inWords(change.text)}
            <small>{t.changed(time(change.from), time(change.to))}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
