// Which evidence a shipment owes: each of its stages a film, a picture or its log of scans, as the brand says. A recording counts
// once it is complete. One that another station overtook doesn't count alone: it shows work that was done again. A film shows
// all that a picture would. A stage of which only the log is asked proves itself by being done. What a manager has waived, with
// a reason, isn't missing, and isn't called complete either.

export type StageEvidenceKind = 'scan_log' | 'film' | 'still';

/** A recording of a stage, linked to the shipment; `recording`: opened, not all of it has arrived. */
export interface StageClip {
  kind: 'film' | 'still';
  state: 'recording' | 'completed' | 'stored' | 'sealed' | 'abandoned';
  overtaken: boolean;
}

/** What is known of one stage of a shipment. */
export interface StageEvidence {
  stage: string;
  evidence: StageEvidenceKind;
  done: boolean;
  clips: readonly StageClip[];
  waived: boolean;
}

export type Verdict = 'complete' | 'waived' | 'missing';

export interface Completeness {
  verdict: Verdict;
  /** Codes of stages that owe evidence. */
  missing: string[];
  /** Codes of stages without evidence that a manager has waived. */
  waived: string[];
}

/** What a shipment's evidence lacks, over all of its stages. */
export function completenessOf(stages: readonly StageEvidence[]): Completeness {
  const without = stages.filter((stage) => !isProven(stage));
  const missing = without.filter(({ waived }) => !waived).map(({ stage }) => stage);
  const waived = without.filter((stage) => stage.waived).map(({ stage }) => stage);
  return {
    verdict: missing.length > 0 ? 'missing' : waived.length > 0 ? 'waived' : 'complete',
    missing,
    waived,
  };
}

/** Whether a stage has the evidence that is asked of it. */
export function isProven({ evidence, done, clips }: StageEvidence): boolean {
  if (evidence === 'scan_log') return done;
  return clips.some((clip) => showsIt(evidence, clip) && isComplete(clip));
}

/**
 * Stages of which, when the label comes, not even a recording was begun. One that still uploads isn't missed yet, and a
 * stage of which only the log is asked can't be reached undone.
 */
export function unrecordedStages(stages: readonly StageEvidence[]): string[] {
  return stages
    .filter(({ evidence, waived }) => evidence !== 'scan_log' && !waived)
    .filter(
      ({ evidence, clips }) => !clips.some((clip) => showsIt(evidence, clip) && clip.state !== 'abandoned'),
    )
    .map(({ stage }) => stage);
}

function showsIt(evidence: StageEvidenceKind, { kind, overtaken }: StageClip): boolean {
  return !overtaken && (kind === evidence || kind === 'film');
}

function isComplete({ state }: StageClip): boolean {
  return state === 'completed' || state === 'stored' || state === 'sealed';
}
