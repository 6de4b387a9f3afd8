/** What the stations themselves saw, by one clock that is never wrong: the conductor's. */
export interface Write {
  station: string;
  taskId: string;
  token: number;
  action: 'scan' | 'heartbeat' | 'complete' | 'release';
  sentAt: number;
  /** Absent when the answer was lost. */
  answeredAt?: number;
  /** Refused ones have the code of the refusal; a lost answer has neither. */
  outcome: 'accepted' | 'refused' | 'lost';
  code?: string;
}

export interface Grant {
  station: string;
  key: string;
  taskId: string;
  token: number;
  answeredAt: number;
}

export class Journal {
  readonly writes: Write[] = [];
  readonly grants: Grant[] = [];
  /** Order number → when the shop heard that the order is taken. */
  readonly arrivals = new Map<string, number>();
  /** Claims whose answer never reached the station. */
  lostClaims = 0;
  /** Answers that no rule explains. */
  readonly surprises: string[] = [];
  readonly fates = new Map<string, number>();

  count(fate: string): void {
    this.fates.set(fate, (this.fates.get(fate) ?? 0) + 1);
  }

  refusals(): Map<string, number> {
    const codes = new Map<string, number>();
    for (const { code } of this.writes) if (code) codes.set(code, (codes.get(code) ?? 0) + 1);
    return codes;
  }
}
