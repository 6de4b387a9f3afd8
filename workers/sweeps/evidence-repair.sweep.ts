import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../src/database/sql.js';
import { JobQueue } from '../../src/jobs/job-queue.js';
import type { Sweep } from './sweep.js';

interface StuckClip {
  id: string;
  job: 'assemble-clip' | 'seal-clip' | 'render-clip' | 'digest-clip';
}

// Jobs are asked for once a clip, so one that still waits or runs isn't doubled by asking early.
const STUCK = `
  select * from (
    select id, 'assemble-clip' as job from clips
      where state = 'completed' and media_state = 'none' and completed_at < now() - make_interval(secs => $1)
    union all select id, 'seal-clip' from clips
      where state = 'stored' and stored_at < now() - make_interval(secs => $1)
    union all select id, 'render-clip' from clips
      where media_state = 'rendering' and stored_at < now() - make_interval(secs => $1)
    union all select r.clip_id, 'digest-clip' from renditions r
      where r.kind = 'customer' and r.duration_ms > 40000
        and r.created_at between now() - interval '2 hours' and now() - make_interval(secs => $1)
        and not exists (select 1 from renditions d where d.clip_id = r.clip_id and d.kind = 'digest')
  ) stuck order by id limit 200`;

interface DueManifest {
  kind: 'stage' | 'shipment';
  id: string;
}

const DUE = `
  select kind, subject_id as id from manifests_due where due_at < now() - make_interval(secs => $1) order by due_at limit 200`;

/** Asks again for the jobs of clips, stages and shipments that stand still: their job was lost with a crash or with the queue's storage. */
@Injectable()
export class EvidenceRepairSweep implements Sweep {
  readonly name = 'evidence-repair';
  readonly everyMs = 5_000;
  /** How long a clip may stand still before its job counts as lost. */
  stuckAfterSeconds = 15;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  async run(): Promise<number> {
    const stuck = await rows<StuckClip>(this.dataSource, STUCK, [this.stuckAfterSeconds]);
    for (const { id: clipId, job } of stuck) await this.jobs.add(job, { clipId }, { once: clipId });
    return stuck.length + (await this.askForManifests());
  }

  private async askForManifests(): Promise<number> {
    const due = await rows<DueManifest>(this.dataSource, DUE, [this.stuckAfterSeconds]);
    for (const { kind, id } of due) {
      if (kind === 'stage') await this.jobs.add('seal-stage', { taskId: id }, { once: id });
      else await this.jobs.add('seal-shipment', { shipmentId: id }, { once: id });
    }
    return due.length;
  }
}
