import { z } from 'zod';
import type { Schemas } from './api.js';
import type { World } from './world.js';

const BATCH = 500;

/** The answer of POST /v1/orders as a batch, also where one order was sent alone. */
export function batchOf(
  answer: Schemas['OrderBatchResult'] | Schemas['OrderResult'],
): Schemas['OrderBatchResult'] {
  return 'results' in answer ? answer : { results: [answer] };
}

const FieldError = z.object({ path: z.string(), message: z.string() });
const Result = z.object({
  externalId: z.string().nullable(),
  outcome: z.string(),
  problem: z
    .object({ code: z.string(), detail: z.string(), errors: z.array(FieldError).optional() })
    .nullable(),
});
const Answer = z.object({ results: z.array(Result) });

type Line = { number: number; order: unknown; why?: undefined } | { number: number; why: string };

/** What became of one line of the file, in words. */
export interface LineOutcome {
  taken: boolean;
  text: string;
}

/**
 * Sends somebody's own orders, JSON lines, in batches of 500. A line that is no JSON is named and left out; what is wrong
 * with an order is the server's to say.
 * @returns the outcome of each line, in the file's sequence
 */
export async function sendOwnOrders(world: World, text: string): Promise<LineOutcome[]> {
  const lines = text.split('\n').flatMap((line, n) => (line.trim() === '' ? [] : [readLine(line, n + 1)]));
  const said = new Map<number, LineOutcome>();
  for (const { number, why } of lines)
    said.set(number, { taken: false, text: `line ${number}: ${why ?? ''}` });
  const sound = lines.filter((line) => line.why === undefined);
  for (let from = 0; from < sound.length; from += BATCH) {
    const batch = sound.slice(from, from + BATCH);
    const results = await sendBatch(
      world,
      batch.map(({ order }) => order),
    );
    batch.forEach(({ number }, n) => said.set(number, outcomeOf(number, results[n])));
  }
  return [...said.values()];
}

function readLine(line: string, number: number): Line {
  try {
    const order: unknown = JSON.parse(line);
    return { number, order };
  } catch (error) {
    return {
      number,
      why: `not sent, it is no JSON (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

/** Unchecked bodies, so not through the typed client. */
async function sendBatch(world: World, orders: unknown[]): Promise<z.infer<typeof Result>[]> {
  const answer = await fetch(`${world.baseUrl}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.brandKey}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: JSON.stringify({ orders }),
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} from /v1/orders: ${body}`);
  return Answer.parse(JSON.parse(body)).results;
}

function outcomeOf(number: number, result: z.infer<typeof Result> | undefined): LineOutcome {
  if (!result) return { taken: false, text: `line ${number}: no answer` };
  const { externalId, outcome, problem } = result;
  const wrong = problem?.errors?.map(({ path, message }) => `${path} ${message}`).join('; ');
  const why = problem ? ` (${problem.code}: ${wrong ?? problem.detail})` : '';
  const text = `line ${number}, ${externalId ?? 'without a number'}: ${outcome}${why}`;
  return { taken: problem === null, text };
}
