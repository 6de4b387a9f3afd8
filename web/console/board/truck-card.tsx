import type { BoardTruck } from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { Route } from '../use-route.js';
import { InAppLink } from './in-app-link.js';

type Tone = 'gone' | 'risk' | 'tight' | 'fine' | 'done';

// Each tone has a word and a shape of its own, so that nobody needs to see the colour.
const MARK: Record<Tone, string> = { gone: '✕', risk: '▲', tight: '◆', fine: '○', done: '✓' };

/** The worst that can be said of a truck. */
export function toneOf({ minutesToGo, left, atRisk, guarded }: BoardTruck): Tone {
  if (left === 0) return 'done';
  if (minutesToGo < 0) return 'gone';
  if (atRisk > 0) return 'risk';
  return guarded ? 'tight' : 'fine';
}

/** One truck: when it leaves, one sentence, and its parcels as a bar. */
export function TruckCard({ truck, go }: { truck: BoardTruck; go: (route: Route) => void }) {
  const t = useText().board;
  const inWords = useBilingual();
  const tone = toneOf(truck);
  const name = inWords(truck.name);
  const route: Route = { page: 'truck', carrier: truck.carrier, pickupAt: truck.pickupAt };
  return (
    <li className={`truck truck-${tone}`}>
      <div className="truck-head">
        <h3>{name}</h3>
        <span className={`tone tone-${tone}`}>
          <span aria-hidden="true">{MARK[tone]}</span> {t.tone[tone]}
        </span>
      </div>
      <p className="truck-text">{restOf(inWords(truck.text), name)}</p>
      <Bar truck={truck} />
      {(tone === 'risk' || tone === 'gone') && <Risks truck={truck} />}
      <div className="truck-foot">
        {truck.guarded && tone !== 'done' && <span>{t.guarded}</span>}
        {tone === 'fine' && truck.slackMinutes !== null && <span>{t.slack(truck.slackMinutes)}</span>}
        <InAppLink to={route} go={go} label={t.parcelsOf(name)}>
          {t.parcels}
        </InAppLink>
      </div>
    </li>
  );
}

// The heading has said which truck it is.
const restOf = (sentence: string, name: string) =>
  sentence.startsWith(name) ? sentence.slice(name.length).replace(/^[::]\s*/, '') : sentence;

const PARTS = ['done', 'inWork', 'toDo', 'atRisk', 'held'] as const;

function Bar({ truck }: { truck: BoardTruck }) {
  const t = useText().board;
  const inTime = Math.max(0, truck.toDo - truck.atRisk);
  const parts = { ...truck, toDo: inTime };
  return (
    <div className="truck-parts">
      <div className="truck-bar" aria-hidden="true">
        {PARTS.filter((part) => parts[part] > 0).map((part) => (
          <span key={part} className={`part part-${part}`} style={{ flexGrow: parts[part] }} />
        ))}
      </div>
      <dl>
        {(['toDo', 'inWork', 'atRisk', 'late', 'held', 'done'] as const)
          .filter((part) => truck[part] > 0)
          .map((part) => (
            <div key={part}>
              <dt>
                <span className={`part part-${part}`} aria-hidden="true" /> {t.counts[part]}
              </dt>
              <dd>{truck[part]}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

/** Which of them won't make it: at which stage, and of which rank. */
function Risks({ truck }: { truck: BoardTruck }) {
  const t = useText().board;
  const inWords = useBilingual();
  const brands = new Set(truck.atRiskByRank.map(({ brand }) => inWords(brand)));
  const stages = truck.atRiskByStage.map(({ stage, name, count }) => ({
    id: stage,
    name: inWords(name),
    count,
  }));
  const ranks = truck.atRiskByRank.map(({ rankId, rank, brand, count }) => ({
    id: rankId,
    name: brands.size > 1 ? `${inWords(rank)} (${inWords(brand)})` : inWords(rank),
    count,
  }));
  return (
    <dl className="truck-risks">
      <Risk title={t.riskByStage} parts={stages} />
      <Risk title={t.riskByRank} parts={ranks} />
    </dl>
  );
}

function Risk({ title, parts }: { title: string; parts: { id: string; name: string; count: number }[] }) {
  if (parts.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      {parts.map(({ id, name, count }) => (
        <dd key={id}>
          {name} <strong>{count}</strong>
        </dd>
      ))}
    </div>
  );
}
