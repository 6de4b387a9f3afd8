import { fetchStation } from './station-api.js';

/** The station's clock against the server's: positive when the station is ahead. Milliseconds. */
export interface ClockReading {
  offsetMs: number;
  rttMs: number;
}

/** Measures the clock with one round trip (Cristian's method). @returns null while the network is away */
export async function readClock(): Promise<ClockReading | null> {
  const before = Date.now();
  try {
    const { serverTime } = await fetchStation();
    const after = Date.now();
    return { offsetMs: Math.round((before + after) / 2 - Date.parse(serverTime)), rttMs: after - before };
  } catch {
    return null;
  }
}
