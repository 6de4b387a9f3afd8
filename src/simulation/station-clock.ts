const MINUTE_MS = 60_000;

export interface StationBreak {
  fromMinute: number;
  toMinute: number;
  stations?: number;
}

interface Pause {
  from: number;
  to: number;
  /** Stations 0 … stations − 1 pause. */
  stations: number;
}

/** When stations work. One that has an order in hand finishes it and then goes on its break, which ends when it was to end. */
export class StationClock {
  private readonly pauses: Pause[];

  constructor(
    readonly stations: number,
    breaks: readonly StationBreak[],
  ) {
    this.pauses = breaks
      .map(({ fromMinute, toMinute, stations: own }) => ({
        from: fromMinute * MINUTE_MS,
        to: toMinute * MINUTE_MS,
        stations: Math.min(own ?? stations, stations),
      }))
      .sort((a, b) => a.from - b.from);
  }

  /** The first moment from then on at which the station takes an order. */
  worksFrom(station: number, ms: number): number {
    let from = ms;
    for (const pause of this.pauses) {
      if (pause.from > from) break;
      if (station < pause.stations && from < pause.to) from = pause.to;
    }
    return from;
  }

  /** How long all stations would need for the station time between two moments: the time between, less breaks. */
  workingTime(from: number, to: number): number {
    let lost = 0;
    for (const pause of this.pauses) {
      if (pause.from >= to) break;
      lost += Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from)) * pause.stations;
    }
    return Math.max(0, to - from - lost / this.stations);
  }
}
