import { answerOf, doneOf, NetworkLost, Problem, problemOf } from './problem.js';

const response = (status: number) => new Response(null, { status });

it('takes an answer without a body for done', async () => {
  await expect(doneOf(Promise.resolve({ response: response(204) }))).resolves.toBeUndefined();
});

it('says a refusal in the language of the reader', async () => {
  const error = { code: 'task_not_held', title: '着手していません', detail: 'Claim the task first.' };
  const refused = await answerOf(Promise.resolve({ response: response(409), error })).catch(
    (why: unknown) => why,
  );
  expect(refused).toBeInstanceOf(Problem);
  if (!(refused instanceof Problem)) return;
  expect(refused.code).toBe('task_not_held');
  expect(refused.inWords('ja')).toBe('着手していません');
  expect(refused.inWords('en')).toBe('Claim the task first.');
});

it('waits for a server that is away, and for a gateway that says so', async () => {
  await expect(answerOf(Promise.reject(new TypeError('failed to fetch')))).rejects.toBeInstanceOf(
    NetworkLost,
  );
  for (const status of [429, 502, 503, 504]) expect(problemOf(status, null)).toBeInstanceOf(NetworkLost);
});
