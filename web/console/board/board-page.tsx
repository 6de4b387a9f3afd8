import type { Board } from '../api/board-api.js';
import { useBilingual, useSpeech, useText } from '../i18n/i18n.js';
import { formatTime } from '../../shared/speech.js';
import { Loading } from '../loading.js';
import type { Route } from '../use-route.js';
import { InAppLink } from './in-app-link.js';
import { RankTable, StageTable } from './tables.js';
import { TruckCard } from './truck-card.js';
import { type Link, useBoard } from './use-board.js';

type Go = (route: Route) => void;

/** What must leave with which truck; read from two metres on a wall as well as on a phone. */
export function BoardPage({ go }: { go: Go }) {
  const { board, problem, link, reload } = useBoard();
  if (!board) return <Loading problem={problem} retry={reload} />;
  return (
    <section className="board">
      <Head board={board} link={link} />
      <Totals totals={board.totals} />
      <Problems board={board} />
      {isEmpty(board) ? <Empty /> : <Trucks board={board} go={go} />}
      <div className="board-tables">
        <StageTable board={board} />
        <RankTable board={board} />
      </div>
    </section>
  );
}

function Head({ board, link }: { board: Board; link: Link }) {
  const t = useText().board;
  const { language } = useSpeech();
  const inWords = useBilingual();
  const time = formatTime(board.at, language, board.warehouse.timeZone);
  const { atWork, signedIn } = board.stations;
  const state = link === 'lost' ? t.lost(time) : link === 'live' ? t.live : t.connecting;
  return (
    <header className="board-head">
      <h1>{inWords(board.warehouse.name)}</h1>
      <p className="board-clock">{time}</p>
      <p>{t.people(atWork, signedIn)}</p>
      <p className={`board-link board-link-${link}`} role="status">
        <span aria-hidden="true">{link === 'lost' ? '✕' : link === 'live' ? '●' : '…'}</span> {state}
      </p>
    </header>
  );
}

const SHOWN = ['toDo', 'inWork', 'atRisk', 'late', 'held', 'done'] as const;
const LOUD: readonly string[] = ['atRisk', 'late'];

function Totals({ totals }: { totals: Board['totals'] }) {
  const t = useText().board;
  return (
    <dl className="board-totals">
      {SHOWN.map((name) => (
        <div
          key={name}
          className={LOUD.includes(name) && totals[name] > 0 ? 'board-total loud' : 'board-total'}
        >
          <dt>{t.counts[name]}</dt>
          <dd>{totals[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ board }: { board: Board }) {
  const t = useText().board;
  const inWords = useBilingual();
  const { problems } = board;
  if (problems.length === 0) return null;
  return (
    <section className="board-problems" aria-labelledby="problems">
      <h2 id="problems">{t.problems(problems.length)}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.what}`}>
            <span className="mark" aria-hidden="true">
              !
            </span>
            {inWords(problem.text)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Trucks({ board, go }: { board: Board; go: Go }) {
  const t = useText().board;
  return (
    <>
      {board.trucks.length > 0 && (
        <section aria-labelledby="trucks">
          <h2 id="trucks">{t.trucks}</h2>
          <ul className="board-trucks">
            {board.trucks.map((truck) => (
              <TruckCard key={`${truck.carrier} ${truck.pickupAt}`} truck={truck} go={go} />
            ))}
          </ul>
        </section>
      )}
      {board.others.length > 0 && <Others board={board} go={go} />}
    </>
  );
}

function Others({ board, go }: { board: Board; go: Go }) {
  const t = useText().board;
  const inWords = useBilingual();
  return (
    <section aria-labelledby="others">
      <h2 id="others">{t.others}</h2>
      <ul className="board-others">
        {board.others.map(({ kind, carrier, day, text }) => {
          const route: Route | null =
            kind === 'no_calendar' && carrier ? { page: 'truck', carrier, pickupAt: '' } : null;
          return (
            <li key={`${kind} ${carrier ?? ''} ${day ?? ''}`}>
              <span>{inWords(text)}</span>
              {route && (
                <InAppLink to={route} go={go}>
                  {t.parcels}
                </InAppLink>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Empty() {
  const t = useText().board;
  return <p className="board-empty">{t.empty}</p>;
}

const isEmpty = ({ trucks, others }: Board) => trucks.length === 0 && others.length === 0;
