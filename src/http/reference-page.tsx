import type { OpenAPIObject } from '@nestjs/swagger';
import { renderToStaticMarkup } from 'react-dom/server';
import { ERROR_STATUS } from './error-codes.js';
import { titleOf } from './problem.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The reference page: every operation with its access, its schemas and all error codes, as plain HTML. */
export function referencePage(document: OpenAPIObject): string {
  return `<!doctype html>${renderToStaticMarkup(<Reference document={document} />)}`;
}

function Reference({ document }: { document: OpenAPIObject }) {
  const groups = groupByTag(entriesOf(document));
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Akashi API</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>Akashi API</h1>
        <p>{document.info.description}</p>
        <p>
          <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)
        </p>
        {groups.map(([tag, entries]) => (
          <section key={tag}>
            <h2>{tag}</h2>
            {entries.map((entry) => (
              <OperationView key={entry.method + entry.path} {...entry} />
            ))}
          </section>
        ))}
        <Schemas document={document} />
        <ErrorCodes />
      </body>
    </html>
  );
}

function OperationView({ method, path, operation }: Entry) {
  const access: unknown = Reflect.get(operation, 'x-akashi-access');
  return (
    <details id={operation.operationId}>
      <summary>
        <b>{method.toUpperCase()}</b> <code>{path}</code> <i>{typeof access === 'string' ? access : ''}</i>{' '}
        {operation.summary}
      </summary>
      <p>{operation.description}</p>
      <Json label="Parameters" value={operation.parameters} />
      <Json label="Body" value={operation.requestBody} />
      <Json label="Answers" value={operation.responses} />
    </details>
  );
}

function Json({ label, value }: { label: string; value: unknown }) {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null;
  return (
    <>
      <h4>{label}</h4>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </>
  );
}

function Schemas({ document }: { document: OpenAPIObject }) {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return (
    <section>
      <h2>Schemas</h2>
      {schemas.map(([name, schema]) => (
        <details key={name} id={`schema-${name}`}>
          <summary>
            <code>{name}</code>
          </summary>
          <pre>{JSON.stringify(schema, null, 2)}</pre>
        </details>
      ))}
    </section>
  );
}

function ErrorCodes() {
  const codes = errorCodes();
  return (
    <section>
      <h2>Error codes</h2>
      <table>
        <tbody>
          {codes.map(([code, status]) => (
            <tr key={code} id={code}>
              <td>{status}</td>
              <td>
                <code>{code}</code>
              </td>
              <td>{titleOf(code, 'en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function errorCodes() {
  const codes = Object.keys(ERROR_STATUS).filter(isErrorCode).sort();
  return codes.map((code) => [code, ERROR_STATUS[code]] as const);
}

function isErrorCode(code: string): code is keyof typeof ERROR_STATUS {
  return code in ERROR_STATUS;
}

function entriesOf(document: OpenAPIObject): Entry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

function groupByTag(entries: Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const tag = entry.operation.tags?.[0] ?? 'Other';
    groups.set(tag, [...(groups.get(tag) ?? []), entry]);
  }
  return [...groups];
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; padding: .3rem 0; }
summary b { display: inline-block; min-width: 4.5rem; }
summary i { opacity: .7; }
pre { overflow: auto; padding: .8rem; background: color-mix(in srgb, currentColor 7%, transparent); }
td { padding: .1rem 1rem .1rem 0; }
`;
