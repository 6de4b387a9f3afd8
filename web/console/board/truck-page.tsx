import { useCallback, useState } from 'react';
import { type BoardShipment, type Carrier, fetchParcels, type Show } from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { Loading } from '../loading.js';
import { useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { ChangeDialog } from './change-dialog.js';
import { InAppLink } from './in-app-link.js';
import { useBoardEvents } from './use-board.js';
import { useWarehouseTime } from './zone.js';

type Go = (route: Route) => void;

interface TruckPageProps {
  route: Extract<Route, { page: 'truck' }>;
  go: Go;
  mayChange: boolean;
}

const SHOWS: readonly Show[] = ['left', 'late', 'held', 'waiting', 'done', 'all'];
const CARRIERS: readonly Carrier[] = ['yamato', 'sagawa', 'japan_post', 'other'];

/** The parcels of one truck, each with why it stands where it stands and what can be done about it. */
export function TruckPage({ route, go, mayChange }: TruckPageProps) {
  const texts = useText();
  const t = texts.board;
  const time = useWarehouseTime();
  const [show, setShow] = useState<Show>('left');
  const carrier = CARRIERS.find((known) => known === route.carrier) ?? 'other';
  const { pickupAt } = route;
  const load = useCallback(() => fetchParcels(carrier, pickupAt, show), [carrier, pickupAt, show]);
  const { value, problem, reload } = useLoaded(load);
  useBoardEvents(reload);
  const when = pickupAt === '' ? '' : ` ${time(pickupAt)}`;
  return (
    <section className="board wide">
      <InAppLink to={{ page: 'board' }} go={go}>
        ← {t.list.back}
      </InAppLink>
      <h1>{`${texts.carriers[carrier] ?? carrier}${when}`}</h1>
      <div className="tabs" role="group" aria-label={t.showLabel}>
        {SHOWS.map((each) => (
          <button key={each} type="button" aria-pressed={show === each} onClick={() => setShow(each)}>
            {t.show[each]}
          </button>
        ))}
      </div>
      {!value && <Loading problem={problem} retry={reload} />}
      {value && (
        <p role="status">{value.total === 0 ? t.list.none : t.list.shown(value.items.length, value.total)}</p>
      )}
      {value && <Parcels items={value.items} go={go} mayChange={mayChange} changed={reload} />}
    </section>
  );
}

interface ParcelsProps {
  items: BoardShipment[];
  go: Go;
  mayChange: boolean;
  changed: () => void;
}

function Parcels({ items, go, mayChange, changed }: ParcelsProps) {
  const t = useText().board;
  const [chosen, setChosen] = useState<BoardShipment | null>(null);
  const [said, setSaid] = useState('');
  return (
    <>
      <p role="status" className={said === '' ? '' : 'warn'}>
        {said}
      </p>
      <ul className="parcels">
        {items.map((item) => (
          <Parcel key={item.shipmentId} item={item} go={go} onChange={mayChange ? setChosen : undefined} />
        ))}
      </ul>
      {chosen?.taskId && (
        <ChangeDialog
          taskId={chosen.taskId}
          order={chosen.orderExternalId}
          isHeld={chosen.status === 'held'}
          onClose={(isChanged) => {
            if (isChanged) setSaid(t.act.done(chosen.orderExternalId));
            setChosen(null);
            changed();
          }}
        />
      )}
    </>
  );
}

interface ParcelProps {
  item: BoardShipment;
  go: Go;
  onChange?: (item: BoardShipment) => void;
}

function Parcel({ item, go, onChange }: ParcelProps) {
  const t = useText().board;
  const time = useWarehouseTime();
  const inWords = useBilingual();
  const { taskId, orderExternalId, status, isLate, stage, station, due } = item;
  return (
    <li className="parcel">
      <strong>{orderExternalId}</strong>
      <span className={`badge badge-${status}`}>{t.status[status]}</span>
      {isLate && <span className="badge badge-stop">▲ {t.list.late}</span>}
      <span className="parcel-facts">
        <span>{inWords(item.rank)}</span>
        {stage && <span>{inWords(stage)}</span>}
        {station && <span>{station}</span>}
        {due && <span>{t.list.due(time(due))}</span>}
      </span>
      {taskId && (
        <span className="parcel-acts">
          <InAppLink to={{ page: 'why', taskId }} go={go} label={t.list.whyOf(orderExternalId)}>
            {t.list.why}
          </InAppLink>
          {onChange && status !== 'done' && (
            <button
              type="button"
              aria-label={t.list.changeOf(orderExternalId)}
              onClick={() => onChange(item)}
            >
              {t.list.change}
            </button>
          )}
        </span>
      )}
    </li>
  );
}
