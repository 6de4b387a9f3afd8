import { setTimeout as delay } from 'node:timers/promises';
import { Patience } from './patience.js';
import { TicketStorageAway } from './ticket-storage.js';

describe('the patience of a claim', () => {
  it('hands on answers and errors as long as there is time', async () => {
    const patience = new Patience(1_000);
    expect(await patience.wait(() => Promise.resolve('ticket'))).toBe('ticket');
    const broken = new Error('broken');
    await expect(patience.wait(() => Promise.reject(broken))).rejects.toBe(broken);
  });

  it('is one for all that the claim asks for, and asks nothing more when it is over', async () => {
    const patience = new Patience(120);
    const since = performance.now();
    await patience.wait(() => delay(60));
    await expect(patience.wait(() => delay(5_000, undefined, { ref: false }))).rejects.toBeInstanceOf(
      TicketStorageAway,
    );
    expect(performance.now() - since).toBeLessThan(1_000);
    let asked = false;
    const ask = () => {
      asked = true;
      return Promise.resolve();
    };
    await expect(patience.wait(ask)).rejects.toBeInstanceOf(TicketStorageAway);
    expect(asked).toBe(false);
  });
});
