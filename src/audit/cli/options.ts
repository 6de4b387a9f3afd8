import { parseArgs } from 'node:util';

export const HELP = `npm run audit -- [options]

Walks database, storage and log of the instance that the environment names (DATABASE_URL, S3_…, as for the API) and reports every
difference. It repairs nothing. Exit code: 0 nothing wrong, 1 differences, 2 it could not be carried out.

  --deep              reads and hashes the bytes of originals and renditions, too (all else is always read)
  --since INSTANT     only what was made since, e.g. 2026-11-29 or 2026-11-29T12:00:00Z
  --brand ID          only this brand
  --lang ja|en        language of the meanings (default en)
  --json              the whole report as JSON
  --help              this text
`;

export interface AuditOptions {
  deep: boolean;
  json: boolean;
  lang: 'ja' | 'en';
  since?: Date;
  brandId?: string;
}

/** @returns the options, or a text to print with its exit code */
export function readOptions(args: string[]): AuditOptions | { text: string; code: number } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        deep: { type: 'boolean', default: false },
        since: { type: 'string' },
        brand: { type: 'string' },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { text: HELP, code: 0 };
    const since = values.since === undefined ? undefined : new Date(values.since);
    if (since && Number.isNaN(since.getTime())) return wrong('--since must be an instant, e.g. 2026-11-29');
    if (values.brand !== undefined && !/^[0-9a-f-]{36}$/.test(values.brand))
      return wrong('--brand must be an id');
    const { deep, json, brand: brandId } = values;
    return { deep, json, lang: values.lang === 'ja' ? 'ja' : 'en', since, brandId };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(what: string) {
  return { text: `${what}\n\n${HELP}`, code: 2 };
}
