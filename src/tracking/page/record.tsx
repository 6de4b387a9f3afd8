import type { StageView, TrackingView } from '../tracking.view.types.js';

/** What was filmed, checked, exchanged and recorded. */

interface ViewProps {
  view: TrackingView;
}

export function Film({ view: { film, texts } }: ViewProps) {
  if (!film) return null;
  if (film.kind === 'text') {
    return (
      <section className="card">
        <h2>{film.title}</h2>
        <p>{film.text}</p>
      </section>
    );
  }
  return (
    <section className="card film">
      {/* The films have no sound: stations record none. */}
      <video
        controls
        muted
        playsInline
        preload="none"
        poster={film.posterUrl ?? undefined}
        src={film.videoUrl}
        aria-label={texts.film.play}
      >
        <a href={film.videoUrl}>{texts.film.unplayable}</a>
      </video>
      <div>
        <h2>{film.title}</h2>
        <p>{film.text}</p>
        {film.wholeUrl && (
          <p>
            <a href={film.wholeUrl}>{texts.film.whole}</a>
          </p>
        )}
      </div>
    </section>
  );
}

export function Swaps({ view: { swaps, texts } }: ViewProps) {
  return swaps.map((swap) => (
    <section key={swap.at} className="card swap">
      <h2>{texts.swap.title}</h2>
      <p>{swap.text}</p>
      <p className="small">
        {swap.item && (
          <>
            {swap.item}
            <br />
          </>
        )}
        {swap.at}
      </p>
    </section>
  ));
}

export function Stills({ view: { stills, texts } }: ViewProps) {
  if (stills.length === 0) return null;
  return (
    <section className="card">
      <h2>{texts.stills.title}</h2>
      <div className="stills">
        {stills.map(({ url, caption }) => (
          <figure key={url}>
            <img src={url} alt={caption} loading="lazy" />
            <figcaption>{caption}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

export function Record({ view: { stages, recordHidden, texts } }: ViewProps) {
  if (stages.length === 0) return null;
  return (
    <section className="card record">
      <h2>{texts.record.title}</h2>
      <p>{recordHidden ?? texts.record.lead}</p>
      <ol>
        {stages.map((stage) => (
          <Stage key={stage.title + stage.at} stage={stage} />
        ))}
      </ol>
    </section>
  );
}

function Stage({ stage: { title, at, standard, count, checks } }: { stage: StageView }) {
  return (
    <li className="stage">
      <h3>
        {title} <time>{at}</time>
      </h3>
      {count && (
        <p className="small">
          {standard} · {count}
        </p>
      )}
      {checks.length > 0 && (
        <ul className="checks">
          {checks.map((check) => (
            <li key={check}>{check}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function Journey({ view: { journey, texts } }: ViewProps) {
  if (journey.length === 0) return null;
  return (
    <section className="card">
      <h2>{texts.journey.title}</h2>
      <ol className="rows">
        {journey.map(({ text, place, at }) => (
          <li key={at + text}>
            <span>
              {text}
              {place && (
                <>
                  <br />
                  <span className="small">{place}</span>
                </>
              )}
            </span>
            <span className="end">{at}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Items({ view: { items, moreItems, texts } }: ViewProps) {
  if (items.length === 0) return null;
  return (
    <section className="card">
      <h2>{texts.items.title}</h2>
      <ul className="rows">
        {items.map(({ name, quantity }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="end">{quantity}</span>
          </li>
        ))}
      </ul>
      {moreItems && <p className="small">{moreItems}</p>}
    </section>
  );
}

export function Seal({ view: { seal, texts } }: ViewProps) {
  if (!seal) return null;
  return (
    <section className="seal">
      <svg viewBox="0 0 44 44" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden="true">
        <circle cx="22" cy="22" r="19" />
        <path d="m13.500 22.500 6 6 11-12" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <details>
        <summary>{texts.seal.title}</summary>
        <p>{texts.seal.text}</p>
        <p className="small">
          <code>{texts.seal.id.replace('{id}', seal.id)}</code>
        </p>
        {seal.check && (
          <>
            <p>{texts.seal.check}</p>
            {/* The script puts a button here; whoever lets none run has lost nothing but the check. */}
            <div className="check" data-media={seal.check.mediaUrl} data-proof={seal.check.proofUrl} />
            <script type="module" src="/verify/check.js" />
          </>
        )}
      </details>
    </section>
  );
}
